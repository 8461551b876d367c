import { Buffer } from 'buffer';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { TextDecoder } from '../web/encoding/text-decoder.ts';

/** Whether the bytes are valid UTF-8. */
export function isUtf8(input: unknown): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(input));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_INVALID_ARG_TYPE') throw error;
    return false;
  }
}

/** Whether all bytes are below 128. */
export function isAscii(input: unknown): boolean {
  return bytesOf(input).every((byte) => byte < 128);
}

const TRANSCODED = /^(utf-?8|ucs-?2|utf-?16le|latin1|binary|ascii)$/i;

/** The same text in another encoding; what that cannot say becomes a question mark. */
export function transcode(source: unknown, from: string, to: string): Buffer {
  if (!(source instanceof Uint8Array)) {
    throw invalidArgument('source', 'an instance of Buffer or Uint8Array', source);
  }
  if (!TRANSCODED.test(from) || !TRANSCODED.test(to)) {
    const message = `Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]`;
    throw Object.assign(nodeError(Error, 'U_ILLEGAL_ARGUMENT_ERROR', message), { errno: 1 });
  }
  const text = Buffer.from(source).toString(from as BufferEncoding);
  const limit = /^ascii$/i.test(to) ? 0x7f : /^(latin1|binary)$/i.test(to) ? 0xff : 0x10ffff;
  const sayable = [...text].map((one) => ((one.codePointAt(0) ?? 0) > limit ? '?' : one)).join('');
  return Buffer.from(sayable, to as BufferEncoding);
}

function bytesOf(input: unknown): Uint8Array {
  if (ArrayBuffer.isView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw invalidArgument('input', 'an instance of ArrayBuffer, Buffer, or TypedArray', input);
}
