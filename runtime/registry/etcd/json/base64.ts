import type { ByteString } from '../bytes.ts';
import { JsonError } from './syntax-error.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const SEXTETS = new Int8Array(256).fill(-1);
for (let at = 0; at < 64; at++) SEXTETS[ALPHABET.charCodeAt(at)] = at;

const isLineEnd = (code: number) => code === 10 || code === 13;

/**
 * Standard, padded base64 as Go's encoding/base64 reads it: ends of line are skipped, anything else
 * is an error that names the byte. Throws a JsonError.
 */
export function fromBase64(text: string): ByteString {
  const whole: string[] = [];
  let codes: number[] = [];
  let at = 0;
  const illegal = (position: number) =>
    new JsonError(`illegal base64 data at input byte ${position}`);
  while (at < text.length) {
    const start = at;
    let group = 0;
    let have = 0;
    while (have < 4) {
      if (at === text.length) {
        if (have === 0) return join(whole, codes);
        throw illegal(at - have);
      }
      const code = text.charCodeAt(at++);
      const sextet = code < 256 ? (SEXTETS[code] as number) : -1;
      if (sextet >= 0) {
        group = (group << 6) | sextet;
        have++;
      } else if (!isLineEnd(code)) {
        if (text[at - 1] !== '=' || have < 2) throw illegal(at - 1);
        pushPadded(codes, group, have);
        expectEnd(text, at, have, illegal);
        return join(whole, codes);
      }
    }
    if (at === start) break;
    codes.push(group >> 16, (group >> 8) & 255, group & 255);
    if (codes.length >= 4096) {
      whole.push(String.fromCharCode.apply(null, codes));
      codes = [];
    }
  }
  return join(whole, codes);
}

function pushPadded(codes: number[], group: number, have: number): void {
  if (have === 2) codes.push(group >> 4);
  else codes.push(group >> 10, (group >> 2) & 255);
}

/** After the first `=`: the second where two are due, then nothing but ends of line. */
function expectEnd(text: string, from: number, have: number, illegal: (at: number) => Error): void {
  let at = from;
  const skip = () => {
    while (at < text.length && isLineEnd(text.charCodeAt(at))) at++;
  };
  skip();
  if (have === 2) {
    if (at === text.length) throw illegal(text.length);
    if (text[at] !== '=') throw illegal(at - 1);
    at++;
  }
  skip();
  if (at < text.length) throw illegal(at);
}

function join(whole: readonly string[], codes: number[]): ByteString {
  return whole.join('') + String.fromCharCode.apply(null, codes);
}

/** Standard, padded base64. */
export function toBase64(bytes: ByteString): string {
  return btoa(bytes);
}
