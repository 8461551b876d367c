import { nodeError } from '../errors/node-error.ts';
import { httpDate } from './date.ts';
import type { HeaderValue } from './header-rules.ts';
import type { OutgoingHeaders } from './outgoing-headers.ts';

/** What decides the headers that Node adds to those of the learner. */
export interface HeadFacts {
  /** False for answers to HEAD, and for 1xx, 204 and 304. */
  readonly hasBody: boolean;
  /** False for requests like GET, which say how long their body is or have none. */
  readonly usesChunks: boolean;
  /** The body's length when all of it is known already, else null. */
  readonly knownBytes: number | null;
  readonly sendDate: boolean;
  readonly keepAlive: boolean;
  /** The Keep-Alive header's value; null for none. */
  readonly keepAliveHint: string | null;
  /** The connection carries no further message, though it is one that is kept. */
  readonly isLast: boolean;
}

/** A message's head as it is sent, and how its body must follow. */
export interface Head {
  readonly raw: readonly string[];
  readonly chunked: boolean;
  /** Bytes that Content-Length promises: neither more nor fewer arrive as this message's body. */
  readonly promisedBytes: number | null;
  /** The connection ends with this message. */
  readonly last: boolean;
}

/**
 * Completes a message's head as Node does: Date, Connection, Keep-Alive, then Content-Length or
 * Transfer-Encoding, each only when the learner has not set it. (Node: lib/_http_outgoing.js,
 * `_storeHeader`.)
 */
export function completeHead(headers: OutgoingHeaders, facts: HeadFacts): Head {
  const raw = headers.toRaw();
  const connection = headers.known('connection');
  const coding = headers.known('transfer-encoding');
  const length = headers.known('content-length');
  let last = isClose(connection);
  let chunked = coding !== undefined && /\bchunked\b/i.test(String(coding));
  let promisedBytes = length !== undefined ? Number(length) : null;

  if (facts.sendDate && headers.known('date') === undefined) raw.push('Date', httpDate());
  if (connection === undefined && !headers.wasRemoved('connection')) {
    if (facts.keepAlive && !facts.isLast) {
      raw.push('Connection', 'keep-alive');
      if (facts.keepAliveHint !== null) raw.push('Keep-Alive', facts.keepAliveHint);
    } else {
      raw.push('Connection', 'close');
      last = true;
    }
  }
  if (promisedBytes === null && coding === undefined && facts.hasBody) {
    const isKnown = facts.knownBytes !== null && headers.known('trailer') === undefined;
    if (!facts.usesChunks) {
      last = true;
    } else if (isKnown && !headers.wasRemoved('content-length')) {
      promisedBytes = facts.knownBytes;
      raw.push('Content-Length', String(promisedBytes));
    } else if (!headers.wasRemoved('transfer-encoding')) {
      chunked = true;
      raw.push('Transfer-Encoding', 'chunked');
    } else {
      last = true;
    }
  }
  if (!chunked && headers.known('trailer') !== undefined) {
    const message = 'Trailers are invalid with this transfer encoding';
    throw nodeError(Error, 'ERR_HTTP_TRAILER_INVALID', message);
  }
  return { raw, chunked: chunked && facts.hasBody, promisedBytes, last };
}

/** Whether a Connection header says that the message is the connection's last. */
export function isClose(connection: HeaderValue | undefined): boolean {
  return connection !== undefined && /\bclose\b/i.test(String(connection));
}
