const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PLACES = new Map([...ALPHABET].map((letter, place) => [letter, place]));

/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63]);
    const kept = Math.min(bytes.length - at, 3) + 1;
    parts.push(letters.slice(0, kept).join('').padEnd(4, '='));
  }
  return parts.join('');
}

/** Bytes that are not standard, padded base64; the message is the one of Go's `encoding/base64`. */
export class Base64Error extends Error {
  override readonly name = 'Base64Error';
}

/** Reads standard base64 with padding; line ends are skipped, as Go skips them. */
export function decodeBase64(text: string): Uint8Array {
  const letters = text.replace(/[\r\n]/g, '');
  const unpadded = letters.replace(/={1,2}$/, '');
  const wrong = [...unpadded].findIndex((letter) => !PLACES.has(letter));
  if (wrong >= 0) throw new Base64Error(`illegal base64 data at input byte ${wrong}`);
  if (letters.length % 4 !== 0 || unpadded.length % 4 === 1) {
    throw new Base64Error(
      `illegal base64 data at input byte ${letters.length - (letters.length % 4)}`,
    );
  }
  const bytes = new Uint8Array(Math.floor((unpadded.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of unpadded) {
    bits = ((bits << 6) | (PLACES.get(letter) ?? 0)) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at] = (bits >> held) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

/** How many bytes a base64 text stands for. */
export function decodedLength(base64: string): number {
  const padding = /=*$/.exec(base64)?.[0].length ?? 0;
  return (base64.length / 4) * 3 - padding;
}
