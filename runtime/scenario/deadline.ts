import type { Clock } from '../sandbox/index.ts';

/** A limit on a wait, on the sandbox's own clock. */
export interface Deadline {
  /** Aborts when the limit has passed, or when the signal that was given does. */
  readonly signal: AbortSignal;
  /** The limit has passed. */
  readonly isLate: boolean;
  /** To be called when the wait is over: nothing aborts any more. */
  clear(): void;
}

export function deadline(clock: Clock, ms: number, given: AbortSignal): Deadline {
  const late = new AbortController();
  const over = new AbortController();
  void clock.sleep(ms, AbortSignal.any([given, over.signal])).then(
    () => late.abort(new Error(`not within ${ms} ms`)),
    () => undefined,
  );
  return {
    signal: AbortSignal.any([given, late.signal]),
    get isLate() {
      return late.signal.aborted;
    },
    clear: () => over.abort(),
  };
}

/** What the promise resolves with; null when it has not by the limit, or the signal aborts. */
export async function within<T>(
  limitMs: number,
  promise: Promise<T>,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | null> {
  const waiting = deadline(clock, limitMs, signal);
  const late = new Promise<null>((resolve) => {
    if (waiting.signal.aborted) resolve(null);
    else waiting.signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const first = await Promise.race([promise, late]);
  waiting.clear();
  return first;
}
