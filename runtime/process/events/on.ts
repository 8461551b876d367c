import { AbortError } from '../errors/abort-error.ts';
import { checkSignal } from './checks.ts';
import type { EventName } from './event-emitter.ts';
import { type EventSource, isTarget, listen } from './sources.ts';

export interface OnOptions {
  readonly signal?: AbortSignal;
  /** Names of events that end the iteration. */
  readonly close?: readonly EventName[];
}

interface Waiting {
  resolve(result: IteratorResult<unknown[]>): void;
  reject(error: unknown): void;
}

type End =
  | { readonly how: 'open' | 'closed' }
  /** To be thrown once, when what came before has been read. */
  | { readonly how: 'failed'; readonly error: unknown };

/**
 * The arguments of each event from now on, in order. It listens from the call on, and not only from
 * when it is first asked; it fails when the emitter emits `error`, or when the signal aborts.
 */
export function on(
  source: EventSource,
  name: EventName,
  { signal, close = [] }: OnOptions = {},
): AsyncIterableIterator<unknown[]> {
  checkSignal(signal);
  if (signal?.aborted) throw new AbortError(signal.reason);
  const unread: unknown[][] = [];
  const waiting: Waiting[] = [];
  let end: End = { how: 'open' };

  const stops = [
    listen(source, name, 'always', (...args) => {
      const next = waiting.shift();
      if (next === undefined) unread.push(args);
      else next.resolve({ value: args, done: false });
    }),
    ...close.map((each) => listen(source, each, 'always', () => finish())),
  ];
  if (name !== 'error' && !isTarget(source)) stops.push(listen(source, 'error', 'always', fail));
  if (signal !== undefined) {
    const abort = () => fail(new AbortError(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
    stops.push(() => signal.removeEventListener('abort', abort));
  }

  function stop(): void {
    for (const each of stops.splice(0)) each();
  }

  function fail(error: unknown): void {
    const next = waiting.shift();
    if (next === undefined) end = { how: 'failed', error };
    else next.reject(error);
    finish();
  }

  function finish(): IteratorResult<unknown[]> {
    stop();
    if (end.how === 'open') end = { how: 'closed' };
    for (const each of waiting.splice(0)) each.resolve({ value: undefined, done: true });
    return { value: undefined, done: true };
  }

  return {
    next() {
      const args = unread.shift();
      if (args !== undefined) return Promise.resolve({ value: args, done: false });
      if (end.how === 'failed') {
        const { error } = end;
        end = { how: 'closed' };
        return Promise.reject(error);
      }
      if (end.how === 'closed') return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    return: () => Promise.resolve(finish()),
    throw(error: unknown) {
      fail(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
