import { request as httpRequest } from 'node:http';
import { excerpt, type HeaderPair, LEARNER, type MemoryLedger } from '../../network/index.ts';
import { refused } from '../network-errors.ts';
import { type Destination, Exchange } from './exchange.ts';

/** Sends the learner's requests, each on a connection of its own, and records them in the ledger. */
export class Client {
  readonly #ledger: MemoryLedger;
  readonly #nowMs: () => number;
  #lastId = 0;

  constructor(ledger: MemoryLedger, nowMs: () => number) {
    this.#ledger = ledger;
    this.#nowMs = nowMs;
  }

  /** Rejects with a NetworkError, or with the reason of the request's signal when that aborts. */
  async fetch(to: Destination, request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
    const { pathname, search } = new URL(request.url);
    const { method } = request;
    const path = pathname + search;
    const headers: HeaderPair[] = [...request.headers];
    // A caller's own host wins: it may want to see what a service makes of it.
    if (!request.headers.has('host')) headers.unshift(['host', `localhost:${to.port}`]);

    const id = ++this.#lastId;
    this.#ledger.append({
      type: 'request',
      id,
      connection: id,
      cause: null,
      from: LEARNER,
      to: to.name,
      method,
      path,
      headers,
      body: excerpt(body ?? new Uint8Array()),
    });
    const exchange = new Exchange(id, to, request.signal, this.#ledger, this.#nowMs);
    if (to.host === null) throw exchange.failed(refused(to.name, to.port));
    const sent = httpRequest({
      host: to.host,
      port: to.port,
      method,
      path,
      headers: Object.fromEntries(headers),
      agent: false,
    });
    sent.end(body);
    return exchange.answerTo(sent);
  }
}
