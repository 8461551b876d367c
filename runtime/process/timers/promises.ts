/** node:timers/promises. https://nodejs.org/docs/latest-v20.x/api/timers.html#timers-promises-api */
import { AbortError } from '../errors/abort-error.ts';
import * as timers from './index.ts';

export interface TimerOptions {
  readonly signal?: AbortSignal;
  /** False: waiting does not keep the process alive. */
  readonly ref?: boolean;
}

/** Resolves with the value after the delay; rejects with an AbortError when the signal aborts. */
export function setTimeout<T>(delayMs?: number, value?: T, options: TimerOptions = {}) {
  return wait(value, options, (done) => {
    const timer = timers.setTimeout(done, delayMs);
    if (options.ref === false) timer.unref();
    return () => timers.clearTimeout(timer);
  });
}

/** Resolves with the value once the callbacks already due have run. */
export function setImmediate<T>(value?: T, options: TimerOptions = {}) {
  return wait(value, options, (done) => {
    const immediate = timers.setImmediate(done);
    if (options.ref === false) immediate.unref();
    return () => timers.clearImmediate(immediate);
  });
}

/** Yields the value once for every interval that has passed, late readers included. */
export async function* setInterval<T>(
  delayMs?: number,
  value?: T,
  options: TimerOptions = {},
): AsyncGenerator<T | undefined> {
  const { signal } = options;
  if (signal?.aborted) throw new AbortError(signal?.reason);
  let due = 0;
  let wake = () => {};
  const timer = timers.setInterval(() => {
    due += 1;
    wake();
  }, delayMs);
  if (options.ref === false) timer.unref();
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted, { once: true });
  try {
    for (;;) {
      if (due === 0 && !signal?.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (signal?.aborted) throw new AbortError(signal?.reason);
      for (; due > 0; due -= 1) yield value;
    }
  } finally {
    timers.clearInterval(timer);
    signal?.removeEventListener('abort', aborted);
  }
}

export const scheduler = {
  wait: (delayMs: number, options?: TimerOptions) => setTimeout(delayMs, undefined, options),
  yield: () => setImmediate(),
};

// What util.promisify makes of the timers that take a callback.
const promisified = Symbol.for('nodejs.util.promisify.custom');
Object.defineProperty(timers.setTimeout, promisified, { value: setTimeout });
Object.defineProperty(timers.setImmediate, promisified, { value: setImmediate });
// As util.promisify marks what it returns: once for all processes.
for (const own of [setTimeout, setImmediate]) {
  Object.defineProperty(own, promisified, { value: own, configurable: true });
}

function wait<T>(
  value: T | undefined,
  { signal }: TimerOptions,
  begin: (done: () => void) => () => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new AbortError(signal?.reason));
    const cancel = begin(() => {
      signal?.removeEventListener('abort', giveUp);
      resolve(value);
    });
    const giveUp = () => {
      cancel();
      reject(new AbortError(signal?.reason));
    };
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
