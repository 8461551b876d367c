import { NotAvailableError } from '../../errors/not-available.ts';
import { Body } from '../body/body.ts';
import { HeaderList } from '../headers/header-list.ts';
import { listOf } from '../headers/headers.ts';
import { bodyOf, markAborted } from '../messages/message.ts';
import { factsOf, type Request } from '../messages/request.ts';
import type { RequestFacts } from '../messages/request-init.ts';
import {
  makeResponse,
  NULL_BODY_STATUSES,
  REDIRECT_STATUSES,
  type Response,
} from '../messages/response.ts';
import type { UrlParts } from '../messages/url.ts';
import { bareHostname } from '../url/url.ts';
import { decodeBody } from './decode.ts';
import { Exchange, type Incoming } from './exchange.ts';
import { fetchBlob, fetchData } from './local-schemes.ts';
import { completeHeaders, toWire } from './outgoing-headers.ts';
import type { Pool } from './pool.ts';
import { portOf } from './ports.ts';
import { MAX_REDIRECTS, redirectOf } from './redirect.ts';

/** What changes from one request to the next while a fetch is redirected. */
export interface Leg {
  readonly url: UrlParts;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: Body | null;
}

/** One call of fetch: its exchanges, one after the other, until one is not redirected. */
export class FetchRun {
  readonly #facts: RequestFacts;
  readonly #pool: Pool;
  readonly #settled: () => void;
  readonly #urls: UrlParts[] = [];
  #leg: Leg;
  #exchange: Exchange | null = null;
  #response: Response | null = null;
  /** Sticks once a redirect has led to another origin. */
  #crossedOrigins = false;

  /** `settled` is called when there is nothing left that could be aborted. */
  constructor(request: Request, pool: Pool, settled: () => void) {
    this.#facts = factsOf(request);
    this.#pool = pool;
    this.#settled = settled;
    // The request is fetch's own: nobody else will change its headers.
    const headers = listOf(request.headers);
    if (!headers.has('accept')) headers.append('accept', '*/*');
    if (!headers.has('accept-language')) headers.append('accept-language', '*');
    const { url, method } = this.#facts;
    this.#leg = { url, method, headers, body: bodyOf(request)?.take() ?? null };
  }

  /** Rejects with the cause of the error that fetch is to throw. */
  async response(): Promise<Response> {
    if (this.#facts.integrity !== '') {
      throw new NotAvailableError(
        "fetch's integrity option",
        'Compare a hash of the body instead.',
      );
    }
    for (;;) {
      this.#urls.push(this.#leg.url);
      const response = await this.#travel();
      if (response !== null) {
        this.#response = response;
        return response;
      }
    }
  }

  /** Nobody wants it any more. */
  abort(reason: unknown): void {
    if (this.#response !== null) markAborted(this.#response);
    if (this.#exchange === null) this.#leg.body?.cancel(reason);
    else this.#exchange.abort(reason);
  }

  /** One leg; null when it ended in a redirect that is to be followed. */
  #travel(): Promise<Response | null> {
    const { url, method, headers } = this.#leg;
    switch (url.protocol) {
      case 'http:':
        return this.#overNetwork();
      case 'data:':
        return this.#fromHere(() => fetchData(url));
      case 'blob:':
        return this.#fromHere(() => fetchBlob(url, method, headers.get('range')));
      case 'https:':
        throw new NotAvailableError('https', 'Services speak plain http here: use http://.');
      case 'about:':
        throw new Error('about scheme is not supported');
      case 'file:':
        throw new Error('not implemented... yet...');
      default:
        throw new Error('unknown scheme');
    }
  }

  async #fromHere(answer: () => Response): Promise<Response> {
    this.#settled();
    return answer();
  }

  async #overNetwork(): Promise<Response | null> {
    const incoming = await this.#exchangeOver(portOf(this.#leg.url));
    const headers = HeaderList.fromRaw(incoming.headers);
    const redirects = REDIRECT_STATUSES.includes(incoming.status);
    if (redirects && this.#facts.redirect === 'error') {
      incoming.body.cancel(null);
      throw new Error('unexpected redirect');
    }
    const follows = redirects && this.#facts.redirect === 'follow';
    const next = follows ? redirectOf(this.#leg, incoming.status, headers) : null;
    if (next === null) return this.#toResponse(incoming, headers);
    drop(incoming);
    if (this.#urls.length > MAX_REDIRECTS) throw new Error('redirect count exceeded');
    this.#crossedOrigins ||= next.url.origin !== this.#facts.url.origin;
    this.#leg = next;
    return null;
  }

  #exchangeOver(port: number): Promise<Incoming> {
    const { url, method, headers, body } = this.#leg;
    const complete = completeHeaders(headers, this.#facts, knownLength(method, body));
    const wire = toWire(complete, url.host, method);
    const target = url.pathname + url.search;
    const { raw, lengthBytes } = wire;
    const outgoing = { method, target, headers: raw, lengthBytes, body };
    const exchange = new Exchange(outgoing, () => {
      if (this.#exchange === exchange && this.#response !== null) this.#settled();
    });
    this.#exchange = exchange;
    this.#pool.run({ hostname: bareHostname(url), port }, exchange);
    return exchange.incoming;
  }

  #toResponse(incoming: Incoming, headers: HeaderList): Response {
    const { status, reason: statusText } = incoming;
    const type = this.#crossedOrigins ? 'cors' : 'basic';
    const facts = { type, status, statusText, urls: this.#urls } as const;
    if (this.#leg.method === 'HEAD' || NULL_BODY_STATUSES.includes(status)) {
      drop(incoming);
      this.#settled();
      return makeResponse(facts, headers, null, 'immutable');
    }
    const body = new Body({ kind: 'source', source: decodeBody(incoming.body, headers) });
    return makeResponse(facts, headers, body, 'immutable');
  }
}

/** The length that goes into Content-Length before anything else is known of it. */
function knownLength(method: string, body: Body | null): number | null {
  if (body !== null) return body.bytes?.length ?? null;
  return method === 'POST' || method === 'PUT' ? 0 : null;
}

/** Lets the rest of a body come and go, so that its connection can be used again. */
async function drop(incoming: Incoming): Promise<void> {
  try {
    while ((await incoming.body.pull()) !== null);
  } catch {
    // It was not wanted anyway.
  }
}
