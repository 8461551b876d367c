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

/** The text whose UTF-8 these bytes are; what is no UTF-8 becomes U+FFFD. */
export function fromUtf8(bytes: ByteString): string {
  return isAscii(bytes) ? bytes : new TextDecoder().decode(fromByteString(bytes));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
