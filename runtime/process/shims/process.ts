/** What the libraries that this folder uses (readable-stream) find as the package `process`. */
import { nextTick as tick } from '../loop.ts';

export function nextTick(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
  tick(() => callback(...args));
}

export const env = {};
