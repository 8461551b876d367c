import { AbortError } from '../errors/abort-error.ts';
import { checkSignal } from './checks.ts';
import type { EventName } from './event-emitter.ts';
import { type EventSource, isTarget, listen } from './sources.ts';

/**
 * Resolves with the arguments of the next event; rejects when the emitter emits `error` first, or
 * with an AbortError when the signal aborts.
 */
export function once(
  source: EventSource,
  name: EventName,
  options: { signal?: AbortSignal } = {},
): Promise<unknown[]> {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    checkSignal(signal);
    if (signal?.aborted) throw new AbortError(signal.reason);
    const stops: (() => void)[] = [];
    const stop = () => {
      for (const each of stops) each();
    };
    stops.push(
      listen(source, name, 'once', (...args) => {
        stop();
        resolve(args);
      }),
    );
    if (name !== 'error' && !isTarget(source)) {
      stops.push(
        listen(source, 'error', 'once', (error) => {
          stop();
          reject(error);
        }),
      );
    }
    if (signal === undefined) return;
    const abort = () => {
      stop();
      reject(new AbortError(signal.reason));
    };
    signal.addEventListener('abort', abort, { once: true });
    stops.push(() => signal.removeEventListener('abort', abort));
  });
}
