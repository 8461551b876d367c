import type { ReadableStream, WritableStream } from 'web-streams-polyfill';

/**
 * What the streams keep to themselves and Node's fetch classes and printing need. The names are
 * those of web-streams-polyfill, whose version is pinned; the tests beside this notice a change.
 */
export interface ReadableInternals {
  readonly _state: 'readable' | 'closed' | 'errored';
  readonly _disturbed: boolean;
  readonly _readableStreamController: object;
}

export interface WritableInternals {
  readonly _state: 'writable' | 'erroring' | 'errored' | 'closed';
}

export function readableInternals(stream: ReadableStream): ReadableInternals {
  return stream as unknown as ReadableInternals;
}

export function writableInternals(stream: WritableStream): WritableInternals {
  return stream as unknown as WritableInternals;
}

/** Whether it was ever read from or cancelled. */
export function isDisturbed(stream: ReadableStream): boolean {
  return readableInternals(stream)._disturbed;
}
