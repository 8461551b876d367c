import type { AbortSignal } from '../abort/abort-signal.ts';
import type { BodyInit } from '../body/extract.ts';
import type { HeadersInit } from '../headers/headers.ts';
import { isToken } from '../headers/syntax.ts';
import { byteString, enumerated } from '../webidl.ts';
import { parseUrl, type UrlParts } from './url.ts';

export interface RequestInit {
  method?: string;
  headers?: HeadersInit;
  body?: BodyInit | null;
  signal?: AbortSignal | null;
  redirect?: RequestRedirect;
  /** Must be `half` where the body is a stream. */
  duplex?: 'half';
  mode?: RequestMode;
  credentials?: RequestCredentials;
  cache?: RequestCache;
  referrer?: string;
  referrerPolicy?: string;
  integrity?: string;
  keepalive?: boolean;
  window?: null;
}

const DUPLEXES = ['half'] as const;
const MODES = ['navigate', 'same-origin', 'no-cors', 'cors'] as const;
const CREDENTIALS = ['omit', 'same-origin', 'include'] as const;
const REDIRECTS = ['follow', 'manual', 'error'] as const;
const CACHES = [
  'default',
  'no-store',
  'reload',
  'no-cache',
  'force-cache',
  'only-if-cached',
] as const;
const REFERRER_POLICIES = [
  '',
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;

export type RequestMode = (typeof MODES)[number];
export type RequestCredentials = (typeof CREDENTIALS)[number];
export type RequestRedirect = (typeof REDIRECTS)[number];
export type RequestCache = (typeof CACHES)[number];

/** What a request says about itself beside its headers and body. */
export interface RequestFacts {
  readonly url: UrlParts;
  readonly method: string;
  readonly mode: RequestMode;
  readonly credentials: RequestCredentials;
  readonly cache: RequestCache;
  readonly redirect: RequestRedirect;
  readonly referrer: string;
  readonly referrerPolicy: string;
  readonly integrity: string;
  readonly keepalive: boolean;
}

/**
 * The facts of a request of which nothing else is known. Written out, here as below: V8 gives every
 * object that is spread and then added to a shape of its own, and all that reads it is slow.
 */
export function factsOfUrl(url: UrlParts): RequestFacts {
  return {
    url,
    method: 'GET',
    mode: 'cors',
    credentials: 'same-origin',
    cache: 'default',
    redirect: 'follow',
    referrer: 'about:client',
    referrerPolicy: '',
    integrity: '',
    keepalive: false,
  };
}

const PREFIX = 'Request constructor';

/** The facts of a request, with what was given put over them. */
export function applyInit(facts: RequestFacts, init: Partial<RequestInit>): RequestFacts {
  const window = given(init, 'window');
  if (window !== undefined && window !== null) {
    throw new TypeError(`'window' option '${window}' must be null`);
  }
  choose(init, 'duplex', DUPLEXES, 'half');
  const method = given(init, 'method');
  const referrer = given(init, 'referrer');
  const integrity = given(init, 'integrity');
  const keepalive = given(init, 'keepalive');
  const applied: RequestFacts = {
    url: facts.url,
    method: method === undefined ? facts.method : readMethod(method),
    mode: choose(init, 'mode', MODES, facts.mode),
    credentials: choose(init, 'credentials', CREDENTIALS, facts.credentials),
    cache: choose(init, 'cache', CACHES, facts.cache),
    redirect: choose(init, 'redirect', REDIRECTS, facts.redirect),
    referrer: referrer === undefined ? facts.referrer : readReferrer(referrer),
    referrerPolicy: choose(init, 'referrerPolicy', REFERRER_POLICIES, facts.referrerPolicy as ''),
    integrity: integrity === undefined ? facts.integrity : String(integrity),
    keepalive: keepalive === undefined ? facts.keepalive : Boolean(keepalive),
  };
  if (applied.mode === 'navigate') {
    throw new TypeError(`${PREFIX}: invalid request mode navigate.`);
  }
  if (applied.cache === 'only-if-cached' && applied.mode !== 'same-origin') {
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  }
  return applied;
}

/**
 * A member by a name that is no constant here: V8 then looks it up without learning the object's
 * shape. It seldom sees one twice, as programs spread other options into what they give.
 */
export function given<K extends keyof RequestInit>(
  init: Partial<RequestInit>,
  key: K,
): RequestInit[K] | undefined {
  return init[key];
}

function choose<T extends string>(
  init: Partial<RequestInit>,
  key: keyof RequestInit,
  allowed: readonly T[],
  known: T,
): T {
  const value = given(init, key);
  return value === undefined ? known : enumerated(value, allowed, PREFIX, `init.${key}`);
}

/** Methods that are written in capitals however they were given; others keep their case. */
const NORMALIZED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
const FORBIDDEN = ['CONNECT', 'TRACE', 'TRACK'];

function readMethod(given: unknown): string {
  const method = byteString(given, PREFIX, 'init.method');
  if (!isToken(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  const capitals = method.toUpperCase();
  if (FORBIDDEN.includes(capitals)) {
    throw new TypeError(`'${method}' HTTP method is unsupported.`);
  }
  return NORMALIZED.includes(capitals) ? capitals : method;
}

function readReferrer(given: unknown): string {
  const referrer = String(given);
  if (referrer === '' || referrer === 'about:client') return referrer;
  try {
    return parseUrl(referrer).href;
  } catch (cause) {
    throw new TypeError(`Referrer "${referrer}" is not a valid URL.`, { cause });
  }
}
