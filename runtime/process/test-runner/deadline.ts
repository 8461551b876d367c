import { TestFailure } from './failure.ts';
import type { TestFunction } from './options.ts';

export interface Limits {
  /** Null for none. */
  readonly timeoutMs: number | null;
  readonly signal: AbortSignal;
  /** Calls back after a delay, without keeping the process alive; returns how to cancel it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

/** Waits for a test's work, but not past its limits: an abort ends it, a timeout fails it. */
export async function within(limits: Limits, work: () => unknown): Promise<void> {
  const { timeoutMs, signal } = limits;
  const undo: (() => void)[] = [];
  const stopped = new Promise<void>((resolve, reject) => {
    if (timeoutMs !== null) {
      const words = `test timed out after ${timeoutMs}ms`;
      const late = () => reject(new TestFailure(words, 'testTimeoutFailure'));
      undo.push(limits.after(timeoutMs, late));
    }
    const aborted = () => resolve();
    signal.addEventListener('abort', aborted);
    undo.push(() => signal.removeEventListener('abort', aborted));
  });
  try {
    await Promise.race([work(), stopped]);
  } finally {
    for (const each of undo) each();
  }
}

/** Calls a test's function; one that takes a callback is done when it has called it. */
export function called(fn: TestFunction, context: object): unknown {
  if (fn.length < 2) return Reflect.apply(fn, context, [context]);
  return new Promise<void>((resolve, reject) => {
    let calls = 0;
    const done = (error?: unknown) => {
      calls += 1;
      if (calls > 1) {
        throw new TestFailure('callback invoked multiple times', 'multipleCallbackInvocations');
      }
      if (error) reject(error);
      else resolve();
    };
    const returned = Reflect.apply(fn, context, [context, done]);
    if (returned instanceof Promise) {
      const words = 'passed a callback but also returned a Promise';
      reject(new TestFailure(words, 'callbackAndPromisePresent'));
    }
  });
}
