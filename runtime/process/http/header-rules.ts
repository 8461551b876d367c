import { nodeError } from '../errors/node-error.ts';

export type HeaderValue = string | number | readonly (string | number)[];

/** RFC 9110, 5.6.2: token. */
const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
/** What a field value may not hold: control characters and anything beyond Latin-1. */
const INVALID_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** http.validateHeaderName: throws ERR_INVALID_HTTP_TOKEN. */
export function validateHeaderName(name: unknown, label = 'Header name'): asserts name is string {
  if (typeof name === 'string' && TOKEN.test(name)) return;
  const message = `${label} must be a valid HTTP token ["${name}"]`;
  throw nodeError(TypeError, 'ERR_INVALID_HTTP_TOKEN', message);
}

/** http.validateHeaderValue: throws ERR_HTTP_INVALID_HEADER_VALUE or ERR_INVALID_CHAR. */
export function validateHeaderValue(name: string, value: unknown): asserts value is HeaderValue {
  if (value === undefined) {
    const message = `Invalid value "${value}" for header "${name}"`;
    throw nodeError(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', message);
  }
  for (const one of Array.isArray(value) ? value : [value]) checkContent(String(one), name);
}

/** Throws ERR_INVALID_CHAR when the text cannot stand in a message's head. */
function checkContent(text: string, where: string): void {
  if (!INVALID_VALUE.test(text)) return;
  const message = `Invalid character in header content ["${where}"]`;
  throw nodeError(TypeError, 'ERR_INVALID_CHAR', message);
}

/** Throws ERR_INVALID_CHAR when the text cannot be the reason beside a status. */
export function checkReason(text: string): void {
  if (!INVALID_VALUE.test(text)) return;
  throw nodeError(TypeError, 'ERR_INVALID_CHAR', 'Invalid character in statusMessage');
}

/** Headers of which Node keeps the first and drops the rest. */
const ONCE = new Set(
  `age authorization content-length content-type etag expires from host if-modified-since
  if-unmodified-since last-modified location max-forwards proxy-authorization referer retry-after
  server user-agent`.split(/\s+/),
);

export type ReceivedHeaders = Record<string, string | string[]>;

/**
 * message.headers: names in lower case, repeated ones joined as Node joins them.
 * https://nodejs.org/docs/latest-v20.x/api/http.html#messageheaders
 */
export function joinHeaders(raw: readonly string[]): ReceivedHeaders {
  const headers: ReceivedHeaders = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    const value = raw[at + 1] as string;
    const before = headers[name];
    if (name === 'set-cookie') headers[name] = [...(before ?? []), value];
    else headers[name] = joined(name, before as string | undefined, value);
  }
  return headers;
}

/** One of `message.headers` but set-cookie, by its name in lower case, without making the others. */
export function joinedHeader(raw: readonly string[], name: string): string | undefined {
  let soFar: string | undefined;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const given = raw[at] as string;
    if (given.length !== name.length || given.toLowerCase() !== name) continue;
    soFar = joined(name, soFar, raw[at + 1] as string);
  }
  return soFar;
}

/** What a header is once it has come again. */
function joined(name: string, before: string | undefined, value: string): string {
  if (before === undefined) return value;
  if (ONCE.has(name)) return before;
  return before + (name === 'cookie' ? '; ' : ', ') + value;
}

/** message.headersDistinct: every value, never joined. */
export function distinctHeaders(raw: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    headers[name] ??= [];
    headers[name].push(raw[at + 1] as string);
  }
  return headers;
}
