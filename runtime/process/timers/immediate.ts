import { captured } from '../async-hooks/context.ts';
import { host } from '../current.ts';
import { enter, openHandle } from '../loop.ts';
import type { Callback } from './timeout.ts';

/** What setImmediate returns. */
export class Immediate {
  /** Named as in Node, for stacks say `at Immediate._onImmediate`. */
  readonly _onImmediate: Callback;
  readonly #args: readonly unknown[];
  #waiting = true;
  #release: (() => void) | null = openHandle();

  constructor(callback: Callback, args: readonly unknown[]) {
    this._onImmediate = captured(callback);
    this.#args = args;
    // A task for each: promises settle between two immediates.
    host.timers.soon(() => enter(() => this.#run()));
  }

  #run(): void {
    if (!this.#waiting) return;
    this.clear();
    this._onImmediate(...this.#args);
  }

  clear(): void {
    this.#waiting = false;
    this.unref();
  }

  ref(): this {
    if (this.#waiting) this.#release ??= openHandle();
    return this;
  }

  unref(): this {
    this.#release?.();
    this.#release = null;
    return this;
  }

  hasRef(): boolean {
    return this.#release !== null;
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}
