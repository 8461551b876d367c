import { Body } from '../body/body.ts';
import { HeaderList } from '../headers/header-list.ts';
import { isHeaderValue } from '../headers/syntax.ts';
import { parseUrl, partsOf } from '../messages/url.ts';
import type { Leg } from './run.ts';

/** Redirects that one fetch follows. */
export const MAX_REDIRECTS = 20;

/** Headers that say something about a body, and go when it goes. */
const BODY_HEADERS = [
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
  'content-length',
];

/** Headers that are for one origin only. */
const ORIGIN_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/**
 * Where a redirect leads; null when it leads nowhere, and is itself the answer.
 * https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirectOf(leg: Leg, status: number, headers: HeaderList): Leg | null {
  const location = headers.get('location');
  if (location === null || !isHeaderValue(location)) return null;
  const target = parseUrl(location, leg.url.href);
  if (target.hash === '') target.hash = leg.url.hash;
  const url = partsOf(target);
  if (!/^https?:$/.test(url.protocol)) throw new Error('URL scheme must be a HTTP(S) scheme');
  const crosses = url.origin !== leg.url.origin;
  if (crosses && url.hasCredentials) {
    throw new Error('cross origin not allowed for request mode "cors"');
  }
  // A stream cannot be sent a second time; undici has no words for it.
  if (status !== 303 && leg.body !== null && leg.body.bytes === null) throw new Error();
  const kept = new HeaderList(leg.headers);
  if (crosses) for (const name of ORIGIN_HEADERS) kept.delete(name);
  if (!becomesGet(status, leg.method)) {
    const bytes = leg.body?.bytes ?? null;
    const body = bytes === null ? null : new Body({ kind: 'bytes', bytes });
    return { url, method: leg.method, headers: kept, body };
  }
  for (const name of BODY_HEADERS) kept.delete(name);
  return { url, method: 'GET', headers: kept, body: null };
}

function becomesGet(status: number, method: string): boolean {
  if (status === 301 || status === 302) return method === 'POST';
  return status === 303 && method !== 'GET' && method !== 'HEAD';
}
