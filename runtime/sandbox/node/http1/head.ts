/** The head of an HTTP/1 message: RFC 9112, sections 2 to 6. */

export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
}

export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly string[];
}

/** How the end of a message's body is told (RFC 9112, section 6.3). */
export type BodyFraming =
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

const REQUEST_LINE = /^([!#$%&'*+\-.^`|~\w]+) ([^\s]+) HTTP\/1\.[01]$/;
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/;
const HEADER_LINE = /^([!#$%&'*+\-.^`|~\w]+):[ \t]*(.*)$/;

const NONE: BodyFraming = { kind: 'length', bytes: 0 };

/** `lines` without their line ends and without the empty one. Null when it is none. */
export function readRequestHead([first = '', ...rest]: readonly string[]): RequestHead | null {
  const [, method, target] = REQUEST_LINE.exec(first) ?? [];
  const headers = readHeaders(rest);
  if (method === undefined || target === undefined || headers === null) return null;
  return { method, target, headers };
}

/** The same for a response. */
export function readResponseHead([first = '', ...rest]: readonly string[]): ResponseHead | null {
  const [, status, reason = ''] = STATUS_LINE.exec(first) ?? [];
  const headers = readHeaders(rest);
  if (status === undefined || headers === null) return null;
  return { status: Number(status), reason, headers };
}

/** Names and values by turns; null when a line is none. */
export function readHeaders(lines: readonly string[]): readonly string[] | null {
  const headers: string[] = [];
  for (const line of lines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    headers.push(name, value.trimEnd());
  }
  return headers;
}

/** Null where the headers do not agree: then nobody can say where the body ends. */
export function requestFraming({ headers }: RequestHead): BodyFraming | null {
  const stated = statedFraming(headers);
  return stated === 'none' ? NONE : stated;
}

/** `method` is that of its request. */
export function responseFraming(head: ResponseHead, method: string): BodyFraming | null {
  const { status, headers } = head;
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return NONE;
  const stated = statedFraming(headers);
  return stated === 'none' ? { kind: 'until-close' } : stated;
}

function statedFraming(headers: readonly string[]): BodyFraming | 'none' | null {
  let length: string | null = null;
  let isChunked = false;
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at]?.toLowerCase();
    const value = headers[at + 1] ?? '';
    if (name === 'content-length') {
      if (!/^\d{1,15}$/.test(value) || (length !== null && length !== value)) return null;
      length = value;
    } else if (name === 'transfer-encoding') {
      if (value.toLowerCase() !== 'chunked' || isChunked) return null;
      isChunked = true;
    }
  }
  if (isChunked) return length === null ? { kind: 'chunked' } : null;
  return length === null ? 'none' : { kind: 'length', bytes: Number(length) };
}
