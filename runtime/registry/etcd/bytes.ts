import { isStray, UTF8_CHARACTER } from '../go/index.ts';

/**
 * A string of bytes: each character is one byte, U+0000 to U+00FF. Engines keep such strings in one
 * byte a character, hash them, and compare them in etcd's order (`<` is the order of the bytes).
 */
export type ByteString = string;

const CHUNK_BYTES = 8192;

/** The bytes as a string, one character each. */
export function toByteString(bytes: Uint8Array): ByteString {
  if (bytes.length <= CHUNK_BYTES) return String.fromCharCode.apply(null, bytes as never);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK_BYTES) as never);
  }
  return text;
}

export function fromByteString(text: ByteString): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** The text's UTF-8 as a string of bytes. */
export function utf8(text: string): ByteString {
  return isAscii(text) ? text : toByteString(new TextEncoder().encode(text));
}

/** The text whose UTF-8 these bytes are; each byte that is no UTF-8 becomes U+FFFD, as in Go. */
export function fromUtf8(bytes: ByteString): string {
  if (isAscii(bytes)) return bytes;
  const valid = bytes.replace(UTF8_CHARACTER, (one) => (isStray(one) ? REPLACEMENT : one));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(fromByteString(valid));
}

/** The UTF-8 of U+FFFD. */
const REPLACEMENT = '\xef\xbf\xbd';

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
