import { EventEmitter, once } from 'events';
import { abortError } from '../timers/promises.ts';

/** node:events. https://nodejs.org/docs/latest-v20.x/api/events.html */
export { EventEmitter, once };

export const defaultMaxListeners = EventEmitter.defaultMaxListeners;

/** The listeners for an event, in the order in which they will be called. */
export function getEventListeners(emitter: EventEmitter, event: string | symbol) {
  return emitter.listeners(event);
}

export function listenerCount(emitter: EventEmitter, event: string | symbol): number {
  return emitter.listenerCount(event);
}

export function setMaxListeners(count: number, ...emitters: EventEmitter[]): void {
  if (emitters.length === 0) EventEmitter.defaultMaxListeners = count;
  for (const emitter of emitters) emitter.setMaxListeners(count);
}

/** The arguments of each event from now on, in order; throws when the emitter emits `error`. */
export async function* on(
  emitter: EventEmitter,
  event: string | symbol,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<unknown[]> {
  if (signal?.aborted) throw abortError(signal);
  const queue: unknown[][] = [];
  let failure: { error: unknown } | null = null;
  let wake = () => {};
  const take = (...args: unknown[]) => {
    queue.push(args);
    wake();
  };
  const fail = (error: unknown) => {
    failure ??= { error };
    wake();
  };
  const aborted = () => fail(abortError(signal));
  emitter.on(event, take);
  if (event !== 'error') emitter.on('error', fail);
  signal?.addEventListener('abort', aborted, { once: true });
  try {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) yield next;
      else if (failure !== null) throw (failure as { error: unknown }).error;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    emitter.off(event, take);
    emitter.off('error', fail);
    signal?.removeEventListener('abort', aborted);
  }
}
