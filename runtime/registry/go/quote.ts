import { isPrintable } from './printable.ts';
import { codePointOf, isStray, UTF8_CHARACTER } from './utf8.ts';

/** A text as Go's `%q` writes it (strconv.Quote); half of a surrogate pair is U+FFFD, as in UTF-8. */
export function quote(text: string): string {
  let inner = '';
  for (const character of text) inner += escaped(character.codePointAt(0) as number);
  return `"${inner}"`;
}

/** The same of a text's UTF-8, one character a byte; bytes that are no UTF-8 can be told from it. */
export function quoteUtf8(bytes: string): string {
  const inner = bytes.replace(UTF8_CHARACTER, (character) =>
    isStray(character) ? hex('x', 2, character.charCodeAt(0)) : escaped(codePointOf(character)),
  );
  return `"${inner}"`;
}

/** A byte, U+0000 to U+00FF, as the errors of Go's encoding/json name it. */
export function quoteByte(byte: string): string {
  if (byte === "'") return `'\\''`;
  if (byte === '"') return `'"'`;
  return `'${escaped(byte.charCodeAt(0))}'`;
}

function escaped(codePoint: number): string {
  const short = SHORT[codePoint];
  if (short !== undefined) return `\\${short}`;
  if (codePoint >= 0xd800 && codePoint < 0xe000) return '\ufffd';
  if (isPrintable(codePoint)) return String.fromCodePoint(codePoint);
  if (codePoint < 0x20 || codePoint === 0x7f) return hex('x', 2, codePoint);
  return codePoint < 0x10000 ? hex('u', 4, codePoint) : hex('U', 8, codePoint);
}

function hex(letter: string, digits: number, value: number): string {
  return `\\${letter}${value.toString(16).padStart(digits, '0')}`;
}

const SHORT: Readonly<Record<number, string>> = {
  7: 'a',
  8: 'b',
  9: 't',
  10: 'n',
  11: 'v',
  12: 'f',
  13: 'r',
  34: '"',
  92: '\\',
};
