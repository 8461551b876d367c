const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PLACES = new Map([...ALPHABET].map((letter, place) => [letter, place]));

/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at + 2);
    text += letter(bits >> 18) + letter(bits >> 12) + letter(bits >> 6) + letter(bits);
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + '='.repeat(missing);
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

function letter(bits: number): string {
  return ALPHABET[bits & 63] as string;
}

/** Bytes that are not standard, padded base64; the message is the one of Go's `encoding/base64`. */
export class Base64Error extends Error {
  override readonly name = 'Base64Error';

  constructor(place: number) {
    super(`illegal base64 data at input byte ${place}`);
  }
}

/** Reads standard base64 with padding; line ends are skipped, as Go skips them. */
export function decodeBase64(text: string): Uint8Array {
  const letters = text.replace(/[\r\n]/g, '');
  const unpadded = letters.replace(/={1,2}$/, '');
  const wrong = unpadded.search(/[^A-Za-z0-9+/]/);
  if (wrong >= 0) throw new Base64Error(wrong);
  if (letters.length % 4 !== 0 || unpadded.length % 4 === 1) {
    throw new Base64Error(letters.length - (letters.length % 4));
  }
  const bytes = new Uint8Array(Math.floor((unpadded.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const each of unpadded) {
    bits = ((bits << 6) | (PLACES.get(each) ?? 0)) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 0xff;
    at += 1;
  }
  return bytes;
}

/** How many bytes a base64 text stands for. */
export function decodedLength(base64: string): number {
  const padding = /=*$/.exec(base64)?.[0].length ?? 0;
  return (base64.length / 4) * 3 - padding;
}
