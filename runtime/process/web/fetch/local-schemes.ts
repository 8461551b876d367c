import { bytesOf } from '../blob/blob.ts';
import { resolveObjectURL } from '../blob/object-url.ts';
import { Body } from '../body/body.ts';
import { latin1 } from '../bytes.ts';
import { HeaderList } from '../headers/header-list.ts';
import { parseMimeType, serializeMimeType } from '../headers/mime-type.ts';
import { makeResponse, type Response } from '../messages/response.ts';
import { type UrlParts, withoutFragment } from '../messages/url.ts';

/** URLs whose answer is in this process. https://fetch.spec.whatwg.org/#scheme-fetch */

/** The blob that a `blob:` URL stands for. */
export function fetchBlob(url: UrlParts, method: string, range: string | null): Response {
  const blob = url.search === '' ? resolveObjectURL(withoutFragment(url)) : undefined;
  if (method !== 'GET' || blob === undefined) throw new Error('invalid method');
  if (range === null) return respond(url, 200, 'OK', bytesOf(blob), blob.type);
  const { from, to } = readRange(range, blob.size);
  const part = bytesOf(blob).slice(from, to + 1);
  const contentRange = `bytes ${from}-${to}/${blob.size}`;
  return respond(url, 206, 'Partial Content', part, blob.type, contentRange);
}

/** https://fetch.spec.whatwg.org/#simple-range-header-value */
function readRange(range: string, size: number): { from: number; to: number } {
  const found = /^bytes[\t ]*=[\t ]*(\d*)[\t ]*-[\t ]*(\d*)$/.exec(range);
  const [, first = '', last = ''] = found ?? [];
  if (found === null || (first === '' && last === '')) {
    throw new Error('failed to fetch the data URL');
  }
  if (first === '') return { from: Math.max(0, size - Number(last)), to: size - 1 };
  if (Number(first) >= size) throw new Error("Range start is greater than the blob's size.");
  return { from: Number(first), to: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** What stands in a `data:` URL. https://fetch.spec.whatwg.org/#data-urls */
export function fetchData(url: UrlParts): Response {
  const rest = withoutFragment(url).slice('data:'.length);
  const comma = rest.indexOf(',');
  const bytes = comma < 0 ? null : percentDecode(rest.slice(comma + 1));
  const described = rest.slice(0, comma).trim();
  const isBase64 = /; *base64$/i.test(described);
  const content = bytes !== null && isBase64 ? fromBase64(latin1(bytes)) : bytes;
  if (content === null) throw new Error('failed to fetch the data URL');
  const type = isBase64 ? described.replace(/; *base64$/i, '') : described;
  const parsed = parseMimeType(type.startsWith(';') ? `text/plain${type}` : type);
  const known = parsed === null ? 'text/plain;charset=US-ASCII' : serializeMimeType(parsed);
  const headers = new HeaderList();
  headers.append('Content-Type', known);
  return reply(url, 200, 'OK', content, headers);
}

function respond(
  url: UrlParts,
  status: number,
  statusText: string,
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  contentRange?: string,
): Response {
  const headers = new HeaderList();
  headers.append('content-length', `${bytes.length}`);
  headers.append('content-type', type);
  if (contentRange !== undefined) headers.append('content-range', contentRange);
  return reply(url, status, statusText, bytes, headers);
}

function reply(
  url: UrlParts,
  status: number,
  statusText: string,
  bytes: Uint8Array<ArrayBuffer>,
  headers: HeaderList,
): Response {
  const facts = { type: 'basic', status, statusText, urls: [url] } as const;
  return makeResponse(facts, headers, new Body({ kind: 'bytes', bytes }), 'immutable');
}

function percentDecode(text: string): Uint8Array<ArrayBuffer> {
  // One character for each byte of the text's UTF-8 form, so that they can be told apart.
  const characters = latin1(new TextEncoder().encode(text));
  const decoded = characters.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(decoded, (character) => character.charCodeAt(0));
}

/** https://infra.spec.whatwg.org/#forgiving-base64-decode; null when it is not base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
