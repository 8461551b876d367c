import { invalidArgument } from '../../errors/node-error.ts';
import { Blob, bytesOf } from '../blob/blob.ts';
import { host } from '../host.ts';
import { ReadableStream } from '../streams/index.ts';
import { isDisturbed } from '../streams/internals.ts';
import { URLSearchParams } from '../url/url-search-params.ts';
import { domString, scalarString } from '../webidl.ts';
import { Body, type ByteSource } from './body.ts';
import { FormData } from './form-data.ts';
import { encodeMultipart, makeBoundary } from './multipart.ts';

export type BodyInit =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | FormData
  | URLSearchParams
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>;

export interface ExtractedBody {
  readonly body: Body;
  /** The Content-Type that goes with it; null when it has none of its own. */
  readonly type: string | null;
}

/** What a program gave as a body. https://fetch.spec.whatwg.org/#concept-bodyinit-extract */
export function extractBody(init: BodyInit): ExtractedBody {
  if (init instanceof Blob) return whole(bytesOf(init), init.type || null);
  if (init instanceof ArrayBuffer) return whole(new Uint8Array(init.slice(0)), null);
  if (ArrayBuffer.isView(init)) {
    const bytes = new Uint8Array(init.buffer, init.byteOffset, init.byteLength);
    return whole(Uint8Array.from(bytes), null);
  }
  if (init instanceof FormData) {
    const boundary = makeBoundary(host.random);
    return whole(encodeMultipart(init, boundary), `multipart/form-data; boundary=${boundary}`);
  }
  if (init instanceof URLSearchParams) {
    return text(`${init}`, 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  if (init instanceof ReadableStream) {
    if (isDisturbed(init) || init.locked) {
      throw new TypeError('Response body object should not be disturbed or locked');
    }
    return { body: new Body({ kind: 'stream', stream: init }), type: null };
  }
  if (isAsyncIterable(init)) {
    return { body: new Body({ kind: 'source', source: fromIterable(init) }), type: null };
  }
  return text(scalarString(domString(init, 'BodyInit', 'body')), 'text/plain;charset=UTF-8');
}

function whole(bytes: Uint8Array<ArrayBuffer>, type: string | null): ExtractedBody {
  return { body: new Body({ kind: 'bytes', bytes }), type };
}

function text(content: string, type: string): ExtractedBody {
  return whole(new TextEncoder().encode(content), type);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  const method = (value as Partial<AsyncIterable<unknown>> | null)?.[Symbol.asyncIterator];
  return typeof method === 'function';
}

function fromIterable(iterable: AsyncIterable<unknown>): ByteSource {
  const iterator = iterable[Symbol.asyncIterator]();
  return {
    async pull() {
      for (;;) {
        const { done, value } = await iterator.next();
        if (done) return null;
        const bytes = toBytes(value);
        // A stream of bytes cannot carry an empty piece.
        if (bytes.length > 0) return bytes;
      }
    },
    cancel() {
      iterator.return?.()?.catch(() => undefined);
    },
    failed: new Promise(() => {}),
  };
}

/** The bytes of a piece of a body, in memory of their own. */
export function toBytes(piece: unknown): Uint8Array<ArrayBuffer> {
  if (typeof piece === 'string') return new TextEncoder().encode(piece);
  if (piece instanceof ArrayBuffer) return new Uint8Array(piece.slice(0));
  if (ArrayBuffer.isView(piece)) {
    return Uint8Array.from(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
  }
  throw invalidArgument('string', 'of type string or an instance of Buffer or ArrayBuffer', piece);
}
