import posix from 'path-browserify';
import { currentProcess } from '../process/process.ts';

/** node:path, for the one kind of paths that there is here; relative ones start where the process is. */
const { win32: _, ...members } = posix as unknown as Record<string, unknown>;

function resolve(...parts: string[]): string {
  return posix.resolve(currentProcess().cwd(), ...parts);
}

function relative(from: string, to: string): string {
  return posix.relative(resolve(from), resolve(to));
}

export const path = {
  ...members,
  resolve,
  relative,
  toNamespacedPath: (name: string) => name,
};
Object.assign(path, { posix: path });
