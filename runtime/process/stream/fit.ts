/** Fits readable-stream, which follows Node 18, to Node 20. */
import { Buffer } from 'buffer';
import { Duplex, Readable, Writable } from 'readable-stream';
import { invalidArgument, nodeError } from '../errors/node-error.ts';

type Method = (
  this: { readonly writableObjectMode: boolean; readonly readableObjectMode: boolean },
  ...args: unknown[]
) => unknown;

/** What is no text must be bytes: those of any view, not only of a Uint8Array. */
function bytesOf(chunk: unknown): unknown {
  if (typeof chunk === 'string' || chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) {
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  const expected = 'of type string or an instance of Buffer, TypedArray, or DataView';
  throw invalidArgument('chunk', expected, chunk);
}

// Duplex has its own copy of what it takes from Writable.
for (const { prototype } of [Writable, Duplex]) {
  const methods = prototype as unknown as Record<'write', Method>;
  const { write } = methods;
  methods.write = function (...args) {
    const [chunk, ...rest] = args;
    if (chunk === null) {
      throw nodeError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
    }
    const known = this.writableObjectMode ? chunk : bytesOf(chunk);
    return Reflect.apply(write, this, [known, ...rest]);
  };
}

const reading = Readable.prototype as unknown as Record<'push', Method>;
const push = reading.push;
reading.push = function (...args) {
  const [chunk, ...rest] = args;
  const isEnd = chunk === null || chunk === undefined;
  const isView = ArrayBuffer.isView(chunk) && !this.readableObjectMode;
  return Reflect.apply(push, this, [!isEnd && isView ? bytesOf(chunk) : chunk, ...rest]);
};
