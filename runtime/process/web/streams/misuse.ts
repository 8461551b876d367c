/** What is said of streams that are used in a state that does not allow it: Node's words and codes. */
import {
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamDefaultReader,
  WritableStream,
  WritableStreamDefaultWriter,
} from 'web-streams-polyfill';
import { nodeError } from '../../errors/node-error.ts';

type Method = (this: object, ...args: unknown[]) => unknown;

function invalidState(what: string): Error {
  return nodeError(TypeError, 'ERR_INVALID_STATE', `Invalid state: ${what}`);
}

/** Lets a method say what is wrong, before it does anything. */
function guard(
  kind: { readonly prototype: object; readonly name: string },
  names: readonly string[],
  problemOf: (object: never) => string | null,
  how: 'throws' | 'rejects',
): void {
  const prototype = kind.prototype as Record<string, Method>;
  for (const name of names) {
    const original = prototype[name] as Method;
    const guarded: Method = function (...args) {
      const problem = problemOf(this as never);
      if (problem === null) return Reflect.apply(original, this, args);
      if (how === 'throws') throw invalidState(problem);
      return Promise.reject(invalidState(problem));
    };
    Object.defineProperty(guarded, 'name', { value: name });
    prototype[name] = guarded;
  }
}

const lockedAs = (text: string) => (stream: { readonly locked: boolean }) =>
  stream.locked === true ? text : null;
const readable = lockedAs('ReadableStream is locked');
const pipedReadable = lockedAs('The ReadableStream is locked');
const writable = lockedAs('WritableStream is locked');

guard(ReadableStream, ['getReader', 'tee', 'values'], readable, 'throws');
guard(ReadableStream, ['pipeThrough'], pipedReadable, 'throws');
guard(ReadableStream, ['cancel'], readable, 'rejects');
guard(ReadableStream, ['pipeTo'], pipedReadable, 'rejects');
guard(WritableStream, ['getWriter'], writable, 'throws');
guard(WritableStream, ['abort', 'close'], writable, 'rejects');

const unattached = (reader: { readonly _ownerReadableStream?: object }) =>
  '_ownerReadableStream' in reader && reader._ownerReadableStream === undefined
    ? 'The reader is not attached to a stream'
    : null;
const unbound = (writer: { readonly _ownerWritableStream?: object }) =>
  '_ownerWritableStream' in writer && writer._ownerWritableStream === undefined
    ? 'Writer is not bound to a WritableStream'
    : null;

guard(ReadableStreamDefaultReader, ['read', 'cancel'], unattached, 'rejects');
guard(ReadableStreamBYOBReader, ['read', 'cancel'], unattached, 'rejects');
guard(WritableStreamDefaultWriter, ['write', 'close', 'abort'], unbound, 'rejects');
