import { nodeError } from '../errors/node-error.ts';
import { httpDate } from './date.ts';
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
  let last = /\bclose\b/i.test(String(headers.get('connection') ?? ''));
  let chunked = /\bchunked\b/i.test(String(headers.get('transfer-encoding') ?? ''));
  let promisedBytes = headers.has('content-length') ? Number(headers.get('content-length')) : null;

  if (facts.sendDate && !headers.has('date')) raw.push('Date', httpDate());
  if (!headers.has('connection') && !headers.removed.has('connection')) {
    if (facts.keepAlive && !facts.isLast) {
      raw.push('Connection', 'keep-alive');
      if (facts.keepAliveHint !== null) raw.push('Keep-Alive', facts.keepAliveHint);
    } else {
      raw.push('Connection', 'close');
      last = true;
    }
  }
  if (promisedBytes === null && !headers.has('transfer-encoding') && facts.hasBody) {
    const isKnown = facts.knownBytes !== null && !headers.has('trailer');
    if (!facts.usesChunks) {
      last = true;
    } else if (isKnown && !headers.removed.has('content-length')) {
      promisedBytes = facts.knownBytes;
      raw.push('Content-Length', String(promisedBytes));
    } else if (!headers.removed.has('transfer-encoding')) {
      chunked = true;
      raw.push('Transfer-Encoding', 'chunked');
    } else {
      last = true;
    }
  }
  if (!chunked && headers.has('trailer')) {
    const message = 'Trailers are invalid with this transfer encoding';
    throw nodeError(Error, 'ERR_HTTP_TRAILER_INVALID', message);
  }
  return { raw, chunked: chunked && facts.hasBody, promisedBytes, last };
}
