import type { HeaderPair } from '../../network/index.ts';
import type { Destination } from './destination.ts';
import { type Answer, Exchange, type LearnerLink } from './exchange.ts';

/** Methods whose requests say how long their body is even when there is none. */
const WITH_LENGTH = new Set(['POST', 'PUT', 'PATCH']);

/**
 * Sends one of the learner's requests, on a connection of its own. Rejects with a NetworkError, or
 * with the reason of the request's signal when that aborts.
 */
export async function sendRequest(
  link: LearnerLink,
  to: Destination,
  request: Request,
): Promise<Response> {
  const { response } = await sendRead(link, to, request, await readBody(request));
  return response;
}

/** The same for a request whose body has been read. */
export async function sendRead(
  link: LearnerLink,
  to: Destination,
  request: Request,
  body: Uint8Array,
): Promise<Answer> {
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
  const outgoing = { method, target: pathname + search, headers, body, signal };
  return new Exchange(link, to, outgoing).run();
}

/** Rejects with the reason of the request's signal when that has aborted. */
export async function readBody(request: Request): Promise<Uint8Array> {
  request.signal.throwIfAborted();
  // Reading even nothing takes an engine a task or two.
  if (request.body === null) return new Uint8Array(0);
  return new Uint8Array(await request.arrayBuffer());
}
