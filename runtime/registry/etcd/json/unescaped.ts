import { type ByteString, utf8 } from '../bytes.ts';

/** The UTF-8 of a JSON string whose inside was found to be one; half of a pair becomes U+FFFD. */
export function unescaped(inside: ByteString): ByteString {
  if (!inside.includes('\\')) return inside;
  return inside.replace(ESCAPES, (whole, units: string | undefined) => {
    if (units === undefined) return MEANT[whole[1] as string] as string;
    const codes = units.split('\\u').map((digits) => Number.parseInt(digits, 16));
    return utf8(String.fromCharCode(...codes));
  });
}

/** A pair of surrogates is one character. */
const ESCAPES = /\\u(d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|[0-9a-f]{4})|\\./gi;

const MEANT: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** What may be escaped beside characters by their number. */
export const ESCAPED = Object.keys(MEANT).join('');
