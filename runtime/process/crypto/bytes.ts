import { Buffer } from 'buffer';
import { invalidArgument } from '../errors/node-error.ts';

/** Text or bytes as bytes. */
export function bytesOf(value: unknown, encoding: unknown, name = 'data'): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value, textEncoding(encoding) ?? 'utf8');
  if (ArrayBuffer.isView(value)) return viewOf(value);
  const expected = 'of type string or an instance of Buffer, TypedArray, or DataView';
  throw invalidArgument(name, expected, value);
}

/** Bytes in an encoding; as a Buffer for `buffer` and for encodings that there are not. */
export function encoded(bytes: Uint8Array, encoding: unknown): Buffer | string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const asText = textEncoding(encoding);
  return asText === null ? buffer : buffer.toString(asText);
}

/** The memory of any typed array or DataView, as bytes. */
export function viewOf(value: ArrayBufferView): Uint8Array {
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function textEncoding(encoding: unknown): BufferEncoding | null {
  return typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : null;
}
