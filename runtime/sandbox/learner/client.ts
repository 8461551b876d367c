import { excerpt, type HeaderPair, LEARNER, type MemoryLedger } from '../../network/index.ts';
import { type Destination, Exchange, type LearnerLink } from './exchange.ts';

/** Methods whose requests say how long their body is even when there is none. */
const WITH_LENGTH = new Set(['POST', 'PUT', 'PATCH']);

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
  async fetch(link: LearnerLink, to: Destination, request: Request): Promise<Response> {
    return this.send(link, to, request, await readBody(request));
  }

  /** The same for a request whose body has been read. */
  async send(
    link: LearnerLink,
    to: Destination,
    request: Request,
    body: Uint8Array,
  ): Promise<Response> {
    request.signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const { method, signal } = request;
    const headers: HeaderPair[] = [
      ['host', `localhost:${to.port}`],
      ['connection', 'keep-alive'],
    ];
    headers.push(...request.headers);
    if (body.length > 0 || WITH_LENGTH.has(method)) {
      headers.push(['content-length', String(body.length)]);
    }
    const id = ++this.#lastId;
    this.#ledger.append({
      type: 'request',
      id,
      from: LEARNER,
      to: to.name,
      method,
      path: pathname + search,
      headers,
      body: excerpt(body),
    });
    const outgoing = { method, target: pathname + search, headers, body, signal };
    return new Exchange(link, id, to, outgoing, this.#ledger, this.#nowMs).run();
  }
}

/** Rejects with the reason of the request's signal when that has aborted. */
export async function readBody(request: Request): Promise<Uint8Array> {
  request.signal.throwIfAborted();
  // Reading even nothing takes an engine a task or two.
  if (request.body === null) return new Uint8Array(0);
  return new Uint8Array(await request.arrayBuffer());
}
