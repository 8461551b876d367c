import type { Body } from '../body/body.ts';
import { type BodyInit, extractBody } from '../body/extract.ts';
import { HeaderList } from '../headers/header-list.ts';
import {
  type Guard,
  guardOf,
  Headers,
  type HeadersInit,
  headersOver,
  listOf,
} from '../headers/headers.ts';
import { type Inspect, type InspectOptions, inspectCustom } from '../inspect.ts';
import { byteString, dictionary, requireArguments, unsignedShort } from '../webidl.ts';
import { bodyOf, Message, setBody } from './message.ts';
import { parseGivenUrl, type UrlParts, withoutFragment } from './url.ts';

export interface ResponseInit {
  status?: number;
  statusText?: string;
  headers?: HeadersInit;
}

export type ResponseType = 'default' | 'basic' | 'cors' | 'error';

/** What a response says about itself. */
export interface ResponseFacts {
  readonly type: ResponseType;
  readonly status: number;
  readonly statusText: string;
  /** Where it came from, redirects first; empty for one that the program made. */
  readonly urls: readonly UrlParts[];
}

/** Statuses that cannot have a body. https://fetch.spec.whatwg.org/#null-body-status */
export const NULL_BODY_STATUSES: readonly number[] = [101, 204, 205, 304];
export const REDIRECT_STATUSES: readonly number[] = [301, 302, 303, 307, 308];

/** A response that the program did not make itself. */
export let makeResponse: (
  facts: ResponseFacts,
  headers: HeaderList,
  body: Body | null,
  guard: Guard,
) => Response;

/** In place of a program's options: what a response is that was made here. */
class Made {
  readonly facts: ResponseFacts;
  readonly headers: Headers;

  constructor(facts: ResponseFacts, headers: Headers) {
    this.facts = facts;
    this.headers = headers;
  }
}

/** https://fetch.spec.whatwg.org/#response-class, with undici's words for errors. */
export class Response extends Message {
  #facts: ResponseFacts;
  #headers: Headers;

  static {
    makeResponse = (facts, headers, body, guard) => {
      const response = new Response(null, new Made(facts, headersOver(headers, guard)) as never);
      setBody(response, body);
      return response;
    };
  }

  constructor(body: BodyInit | null = null, init?: ResponseInit | null) {
    super();
    if (init instanceof Made) {
      this.#facts = init.facts;
      this.#headers = init.headers;
      return;
    }
    const { status, statusText, headers } = readInit(init);
    const extracted = body === null ? null : extractBody(body);
    this.#facts = { type: 'default', status, statusText, urls: [] };
    this.#headers = new Headers(headers);
    if (extracted === null) return;
    if (NULL_BODY_STATUSES.includes(status)) {
      throw new TypeError(`Response constructor: Invalid response status code ${status}`);
    }
    setBody(this, extracted.body);
    const list = listOf(this.#headers);
    if (extracted.type !== null && !list.has('content-type')) {
      list.append('content-type', extracted.type);
    }
  }

  /** A response with a value as JSON. */
  static json(...[data, init]: [data: unknown, init?: ResponseInit]): Response {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const response = new Response(new TextEncoder().encode(text), init);
    const list = listOf(response.#headers);
    if (!list.has('content-type')) list.append('content-type', 'application/json');
    return response;
  }

  /** A response that sends whoever gets it to another URL. */
  static redirect(...given: [url: string | URL, status?: number]): Response {
    requireArguments(given.length, 1, 'Response.redirect');
    const url = parseGivenUrl(String(given[0]));
    const status = unsignedShort(given[1] ?? 302);
    if (!REDIRECT_STATUSES.includes(status)) throw new RangeError(`Invalid status code ${status}`);
    const headers = new HeaderList();
    headers.append('location', url.href);
    const facts: ResponseFacts = { type: 'default', status, statusText: '', urls: [] };
    return makeResponse(facts, headers, null, 'immutable');
  }

  /** What a failed fetch would give if it gave anything. */
  static error(): Response {
    const facts: ResponseFacts = { type: 'error', status: 0, statusText: '', urls: [] };
    return makeResponse(facts, new HeaderList(), null, 'immutable');
  }

  get type(): ResponseType {
    return this.#facts.type;
  }

  get url(): string {
    const last = this.#facts.urls.at(-1);
    return last === undefined ? '' : withoutFragment(last);
  }

  get redirected(): boolean {
    return this.#facts.urls.length > 1;
  }

  get status(): number {
    return this.#facts.status;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get statusText(): string {
    return this.#facts.statusText;
  }

  get headers(): Headers {
    return this.#headers;
  }

  /** Another response with the same body, both to be read. */
  clone(): Response {
    const body = bodyOf(this);
    if (body?.unusable) throw new TypeError('Response.clone: Body has already been consumed.');
    const headers = new HeaderList(listOf(this.#headers));
    return makeResponse(this.#facts, headers, body?.clone() ?? null, guardOf(this.#headers));
  }

  [inspectCustom](_depth: number, options: InspectOptions, inspect: Inspect): string {
    const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = this;
    const members = { status, statusText, headers, body, bodyUsed, ok, redirected, type, url };
    return `Response ${inspect(members, { ...options, depth: options.depth ?? 2 })}`;
  }

  get [Symbol.toStringTag](): string {
    return 'Response';
  }
}

function readInit(init: ResponseInit | null | undefined): {
  status: number;
  statusText: string;
  headers: HeadersInit | undefined;
} {
  const given = dictionary<ResponseInit>(init, 'Response constructor');
  const status = unsignedShort(given.status ?? 200);
  if (status < 200 || status > 599) {
    throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  }
  const statusText = byteString(given.statusText ?? '', 'Response constructor', 'statusText');
  if (/[^\t\u0020-\u007E\u0080-\u00FF]/.test(statusText)) throw new TypeError('Invalid statusText');
  return { status, statusText, headers: given.headers };
}
