import { captured } from '../async-hooks/context.ts';
import { host, perProcess } from '../current.ts';
import { invalidArgument } from '../errors/node-error.ts';
import type { TimerId } from '../host.ts';
import { enter, openHandle } from '../loop.ts';
import { immediatesWaitSince } from './immediate.ts';

/** Longer delays do not fit Node's timers and become 1 ms, as there. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export type Callback = (...args: unknown[]) => void;

export function checkCallback(callback: unknown): asserts callback is Callback {
  if (typeof callback !== 'function')
    throw invalidArgument('callback', 'of type function', callback);
}

/** What setTimeout and setInterval return. https://nodejs.org/docs/latest-v20.x/api/timers.html */
export class Timeout {
  /** Named as in Node, for stacks say `at Timeout._onTimeout`. */
  readonly _onTimeout: Callback;
  readonly #args: readonly unknown[];
  readonly #delayMs: number;
  readonly #repeats: boolean;
  readonly #number = timers().nextNumber++;
  #timer: TimerId | null = null;
  #dueAtMs = 0;
  #release: (() => void) | null = null;
  #referenced = true;
  #closed = false;

  constructor(callback: Callback, args: readonly unknown[], delayMs: unknown, repeats: boolean) {
    const given = Number(delayMs);
    this._onTimeout = captured(callback);
    this.#args = args;
    this.#delayMs = given >= 1 && given <= MAX_DELAY_MS ? Math.trunc(given) : 1;
    this.#repeats = repeats;
    this.#arm();
  }

  #arm(): void {
    if (this.#referenced) this.#release ??= openHandle();
    this.#dueAtMs = host.clock.monotonicMs() + this.#delayMs;
    this.#timer = host.timers.set(this.#delayMs, () => this.#fire());
  }

  #fire(): void {
    const due = this.#timer;
    if (due === null) return;
    if (immediatesWaitSince(this.#dueAtMs)) {
      // Behind them in the same queue.
      host.timers.soon(() => {
        if (this.#timer === due) this.#fire();
      });
      return;
    }
    enter(() => {
      // Between its time and its turn it may have been closed, or begun anew.
      if (this.#timer !== due) return;
      this.#timer = null;
      try {
        this._onTimeout(...this.#args);
      } finally {
        // The callback may have closed or refreshed this timer.
        if (this.#repeats && !this.#closed && this.#timer === null) this.#arm();
        else if (this.#timer === null) this.#letGo();
      }
    });
  }

  #letGo(): void {
    timers().numbered.delete(this.#number);
    this.#release?.();
    this.#release = null;
  }

  close(): this {
    this.#closed = true;
    if (this.#timer !== null) host.timers.clear(this.#timer);
    this.#timer = null;
    this.#letGo();
    return this;
  }

  /** Starts the delay anew, even after it has run out. */
  refresh(): this {
    if (this.#closed) return this;
    if (this.#timer !== null) host.timers.clear(this.#timer);
    this.#arm();
    return this;
  }

  ref(): this {
    this.#referenced = true;
    if (this.#timer !== null) this.#release ??= openHandle();
    return this;
  }

  unref(): this {
    this.#referenced = false;
    this.#release?.();
    this.#release = null;
    return this;
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  /** A number that clearTimeout takes too. */
  [Symbol.toPrimitive](): number {
    timers().numbered.set(this.#number, this);
    return this.#number;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

const timers = perProcess(() => ({ nextNumber: 1, numbered: new Map<number, Timeout>() }));

/** Only timers whose number was asked for are kept by it. */
export function timeoutByNumber(number: number): Timeout | undefined {
  return timers().numbered.get(number);
}
