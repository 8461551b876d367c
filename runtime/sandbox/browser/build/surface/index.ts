/** What programs find in the browser sandbox, looked up in the sandbox's own bundled code. */
import { compileFunction } from 'node:vm';
import { bundle } from '../bundle.ts';
import type { Surface } from './list.ts';

export type { Surface };

const SURVEY = new URL('./survey.ts', import.meta.url);

/** Bundles the Node API of the sandbox and lists what it has. Takes a second or two. */
export async function readSurface(): Promise<Surface> {
  const { code } = await bundle(SURVEY, false);
  const run = compileFunction(code, ['surveyed']);
  return new Promise((resolve) => run(resolve));
}
