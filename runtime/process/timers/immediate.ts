import { captured } from '../async-hooks/context.ts';
import { host, perProcess } from '../current.ts';
import { enter, openHandle } from '../loop.ts';
import type { Callback } from './timeout.ts';

/** When those that have yet to run were set, oldest first, on the monotonic clock. */
const waitingSinceMs = perProcess<number[]>(() => []);

/**
 * True while an immediate waits that was set before that time. In Node it runs before a timer that
 * came due only afterwards, however late the loop is; a host's own timers know nothing of that.
 */
export function immediatesWaitSince(beforeMs: number): boolean {
  const [oldestMs] = waitingSinceMs();
  return oldestMs !== undefined && oldestMs < beforeMs;
}

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
    waitingSinceMs().push(host.clock.monotonicMs());
    host.timers.soon(() => {
      waitingSinceMs().shift();
      enter(() => this.#run());
    });
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
