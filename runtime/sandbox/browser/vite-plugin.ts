import type { Plugin } from 'vite';
import { vettedPackages } from '../../compile/packages/vite-plugin.ts';
import { registryFiles } from '../registry/build.ts';
import { REGISTRY_ENTRY } from '../registry/entry.ts';
import { buildFrameDocument } from './build/document.ts';
import { closedFrame } from './build/frame-plugin.ts';

/** What a page needs that runs services: the sandbox's frame, and the packages they import. */
export function browserSandbox(): Plugin[] {
  return [
    // The type of the module is in frame-url.d.ts.
    closedFrame({ name: 'sandbox-frame', build: buildFrameDocument }),
    vettedPackages({ [REGISTRY_ENTRY]: registryFiles }),
  ];
}
