import { AbortSignal, combineSignals, createSignal } from '../abort/abort-signal.ts';
import type { Body } from '../body/body.ts';
import { extractBody } from '../body/extract.ts';
import { HeaderList } from '../headers/header-list.ts';
import { fill, Headers, headersOver, listOf } from '../headers/headers.ts';
import { type Inspect, type InspectOptions, inspectCustom } from '../inspect.ts';
import { dictionary, requireArguments } from '../webidl.ts';
import { bodyOf, Message, setBody } from './message.ts';
import {
  applyInit,
  factsOfUrl,
  given,
  type RequestCache,
  type RequestCredentials,
  type RequestFacts,
  type RequestInit,
  type RequestMode,
  type RequestRedirect,
} from './request-init.ts';
import { parseGivenUrl, type UrlParts } from './url.ts';

export let factsOf: (request: Request) => RequestFacts;
/** The signal that a request was given; null when it was given none. */
export let followedSignal: (request: Request) => AbortSignal | null;

/** https://fetch.spec.whatwg.org/#request-class, with undici's words for errors. */
export class Request extends Message {
  #facts: RequestFacts;
  #headers: Headers;
  /** Made when it is asked for: most requests are fetched without. */
  #signal: AbortSignal | null = null;
  readonly #followed: AbortSignal | null;

  static {
    factsOf = (request) => request.#facts;
    followedSignal = (request) => request.#followed;
  }

  constructor(...args: [input: string | URL | Request, init?: RequestInit]) {
    super();
    requireArguments(args.length, 1, 'Request constructor');
    const input = args[0];
    const init = dictionary<RequestInit>(args[1], 'Request constructor');
    const base = input instanceof Request ? input : null;
    this.#facts = applyInit(base === null ? factsOfUrl(readUrl(input)) : base.#facts, init);
    this.#followed = readSignal(given(init, 'signal'), base);
    this.#headers = new Headers();
    const headers = given(init, 'headers');
    if (headers !== undefined) fill(this.#headers, headers);
    else if (base !== null) listOf(this.#headers).replaceBy(listOf(base.#headers));
    setBody(this, this.#readBody(init, base === null ? null : bodyOf(base)));
  }

  #readBody(init: Partial<RequestInit>, inherited: Body | null): Body | null {
    const own = given(init, 'body') ?? null;
    const { method } = this.#facts;
    if ((own !== null || inherited !== null) && (method === 'GET' || method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    if (own === null) {
      if (inherited?.unusable) {
        throw new TypeError(
          'Cannot construct a Request with a Request object that has already been used.',
        );
      }
      return inherited?.take() ?? null;
    }
    const { body, type } = extractBody(own);
    const list = listOf(this.#headers);
    if (type !== null && !list.has('content-type')) list.append('content-type', type);
    if (body.bytes === null && given(init, 'duplex') === undefined) {
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
    return body;
  }

  get method(): string {
    return this.#facts.method;
  }

  get url(): string {
    return this.#facts.url.href;
  }

  get headers(): Headers {
    return this.#headers;
  }

  get destination(): '' {
    return '';
  }

  get referrer(): string {
    return this.#facts.referrer;
  }

  get referrerPolicy(): string {
    return this.#facts.referrerPolicy;
  }

  get mode(): RequestMode {
    return this.#facts.mode;
  }

  get credentials(): RequestCredentials {
    return this.#facts.credentials;
  }

  get cache(): RequestCache {
    return this.#facts.cache;
  }

  get redirect(): RequestRedirect {
    return this.#facts.redirect;
  }

  get integrity(): string {
    return this.#facts.integrity;
  }

  get keepalive(): boolean {
    return this.#facts.keepalive;
  }

  get isReloadNavigation(): boolean {
    return false;
  }

  get isHistoryNavigation(): boolean {
    return false;
  }

  get duplex(): 'half' {
    return 'half';
  }

  /** Aborts when the signal does that the request was given. */
  get signal(): AbortSignal {
    this.#signal ??= this.#followed === null ? createSignal() : combineSignals([this.#followed]);
    return this.#signal;
  }

  /** Another request with the same body, both to be read. */
  clone(): Request {
    const body = bodyOf(this);
    if (body?.unusable) throw new TypeError('unusable');
    const copy = new Request(this.url, { signal: this.signal });
    copy.#facts = this.#facts;
    copy.#headers = headersOver(new HeaderList(listOf(this.#headers)), 'none');
    setBody(copy, body?.clone() ?? null);
    return copy;
  }

  [inspectCustom](_depth: number, options: InspectOptions, inspect: Inspect): string {
    const { method, url, headers, destination, referrer, referrerPolicy, mode, credentials } = this;
    const { cache, redirect, integrity, keepalive, isReloadNavigation } = this;
    const { isHistoryNavigation, signal } = this;
    const about = {
      method,
      url,
      headers,
      destination,
      referrer,
      referrerPolicy,
      mode,
      credentials,
    };
    const more = { cache, redirect, integrity, keepalive, isReloadNavigation };
    const members = { ...about, ...more, isHistoryNavigation, signal };
    return `Request ${inspect(members, { ...options, depth: options.depth ?? 2 })}`;
  }

  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}

function readUrl(input: unknown): UrlParts {
  const text = String(input);
  const url = parseGivenUrl(text);
  if (!url.hasCredentials) return url;
  throw new TypeError(
    `Request cannot be constructed from a URL that includes credentials: ${text}`,
  );
}

function readSignal(
  given: AbortSignal | null | undefined,
  base: Request | null,
): AbortSignal | null {
  if (given === undefined) return base?.signal ?? null;
  if (given === null || given instanceof AbortSignal) return given;
  throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
}
