import { Buffer } from 'buffer';

/**
 * Buffers made without the checks and copies of `Buffer.from`, for what every request makes several
 * of. Taken now: a program's own Uint8Array may be one that counts.
 */
const NativeUint8Array = Uint8Array;

/** Taken once: in a bundle each mention of a required package's export is a call of two getters. */
const { prototype } = Buffer;

/** Longer texts cost an encoder less than they cost a loop. */
const SHORT_CHARACTERS = 512;

/** The bytes themselves, as a Buffer. They must be the caller's own. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Object.setPrototypeOf(bytes, prototype);
}

/** A text's bytes in UTF-8. */
export function textBuffer(text: string): Buffer {
  if (text.length > SHORT_CHARACTERS) return Buffer.from(text);
  const bytes = new NativeUint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return Buffer.from(text);
    bytes[at] = code;
  }
  return asBuffer(bytes);
}
