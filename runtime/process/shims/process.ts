/** What the libraries that this folder uses (readable-stream) find as the package `process`. */
import { nextTick as tick } from '../loop.ts';

function nextTick(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
  tick(() => callback(...args));
}

// As an object: a namespace reaches a required package through two getters for each member.
export default { nextTick, env: {} };
