/** node:querystring. https://nodejs.org/docs/latest-v20.x/api/querystring.html */
import { TextDecoder } from '../web/encoding/text-decoder.ts';

export interface ParseOptions {
  /** Pairs to read at most; 0 for all of them. */
  readonly maxKeys?: number;
  readonly decodeURIComponent?: (text: string) => string;
}

/** A query as an object without a prototype; a name that comes twice has a list. */
export function parse(
  query: string,
  separator = '&',
  equals = '=',
  { maxKeys = 1000, decodeURIComponent: decoded = unescapeText }: ParseOptions = {},
): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = Object.create(null);
  const pairs = query.split(separator).filter((pair) => pair !== '');
  for (const pair of maxKeys > 0 ? pairs.slice(0, maxKeys) : pairs) {
    const at = pair.indexOf(equals);
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + equals.length)];
    const decode = (text: string) => decoded(text.replaceAll('+', ' '));
    const key = decode(name);
    const before = values[key];
    values[key] = before === undefined ? decode(value) : [before, decode(value)].flat();
  }
  return values;
}

export function stringify(
  values: Readonly<Record<string, unknown>> | null | undefined,
  separator = '&',
  equals = '=',
): string {
  if (typeof values !== 'object') return '';
  return Object.entries(values ?? {})
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (one) => escapeText(name) + equals + escapeText(one),
      ),
    )
    .join(separator);
}

/** Percent-encodes a primitive; anything else becomes empty, as in Node. */
function escapeText(value: unknown): string {
  const kind = typeof value;
  if (kind === 'number' && !Number.isFinite(value)) return '';
  if (kind !== 'string' && kind !== 'number' && kind !== 'bigint' && kind !== 'boolean') return '';
  return encodeURIComponent(String(value));
}

/** Percent-decodes; bytes that are no UTF-8 are replaced instead of refused. */
function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return decodeLoosely(text);
  }
}

function decodeLoosely(text: string): string {
  const bytes: number[] = [];
  for (const [part] of text.matchAll(/%[0-9a-f]{2}|./gisu)) {
    if (/^%[0-9a-f]{2}$/i.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...new TextEncoder().encode(part));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

export { escapeText as escape, parse as decode, stringify as encode, unescapeText as unescape };
