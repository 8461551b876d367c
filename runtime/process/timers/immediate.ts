import { host } from '../current.ts';
import { enter, openHandle } from '../loop.ts';

/** What setImmediate returns. */
export class Immediate {
  #callback: (() => void) | null;
  #release: (() => void) | null = openHandle();

  constructor(callback: () => void) {
    this.#callback = callback;
    queue.push(this);
    if (queue.length === 1) host.timers.soon(runQueue);
  }

  /** Runs the callback, unless it was cleared. */
  run(): void {
    const callback = this.#callback;
    this.clear();
    if (callback !== null) enter(callback);
  }

  clear(): void {
    this.#callback = null;
    this.unref();
  }

  ref(): this {
    if (this.#callback !== null) this.#release ??= openHandle();
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

let queue: Immediate[] = [];

/** Immediates set while these run belong to the next turn. */
function runQueue(): void {
  const due = queue;
  queue = [];
  for (const immediate of due) immediate.run();
}
