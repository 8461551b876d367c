import { host, perProcess } from '../current.ts';
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
    this._onImmediate = callback;
    this.#args = args;
    const { due } = immediates();
    due.push(this);
    if (due.length === 1) host.timers.soon(runQueue);
  }

  /** Runs the callback, unless it was cleared. */
  run(): void {
    if (!this.#waiting) return;
    this.clear();
    enter(() => this._onImmediate(...this.#args));
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

const immediates = perProcess<{ due: Immediate[] }>(() => ({ due: [] }));

/** Immediates set while these run belong to the next turn. */
function runQueue(): void {
  const { due } = immediates();
  immediates().due = [];
  for (const immediate of due) immediate.run();
}
