import { quote } from '../../go/index.ts';

/** A text that is no number or no truth value; the message is the one of Go's `strconv`. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
}

const UINT64_END = 1n << 64n;

/** Reads an unsigned 64-bit integer as `strconv.ParseUint(text, 10, 64)` does. */
export function parseUint(text: string): number | bigint {
  const failed = (why: string) =>
    new ParseError(`strconv.ParseUint: parsing ${quote(text)}: ${why}`);
  if (!/^\d+$/.test(text)) throw failed('invalid syntax');
  if (text.replace(/^0+/, '').length > 20 || BigInt(text) >= UINT64_END) {
    throw failed('value out of range');
  }
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Reads a truth value as `strconv.ParseBool` does. */
export function parseBool(text: string): boolean {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  throw new ParseError(`strconv.ParseBool: parsing ${quote(text)}: invalid syntax`);
}
