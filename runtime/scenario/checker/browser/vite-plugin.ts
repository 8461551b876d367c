import type { Plugin } from 'vite';
import { closedFrame } from '../../../sandbox/browser/build/frame-plugin.ts';
import { buildCheckDocument } from './build/document.ts';
import { stepChecks } from './build/step-checks.ts';

/** What a page needs that checks: the frame, and the checks of the steps in this folder. */
export function browserChecks(lessonsDir: string): Plugin[] {
  return [closedFrame({ name: 'check-frame', build: buildCheckDocument }), stepChecks(lessonsDir)];
}
