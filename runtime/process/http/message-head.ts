import { httpDate } from './date.ts';
import type { OutgoingHeaders } from './outgoing-headers.ts';

/** What decides the headers that Node adds to those of the learner. */
export interface HeadFacts {
  /** False for answers to HEAD, and for 1xx, 204 and 304. */
  readonly hasBody: boolean;
  /** The body's length when all of it is known already, else null. */
  readonly knownBytes: number | null;
  readonly sendDate: boolean;
  readonly keepAlive: boolean;
  readonly keepAliveTimeoutMs: number;
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
 * Completes a response's head as Node does: Date, Connection, Keep-Alive, then Content-Length or
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
    if (facts.keepAlive) {
      raw.push('Connection', 'keep-alive');
      const timeoutS = Math.floor(facts.keepAliveTimeoutMs / 1000);
      if (facts.keepAliveTimeoutMs > 0) raw.push('Keep-Alive', `timeout=${timeoutS}`);
    } else {
      raw.push('Connection', 'close');
      last = true;
    }
  }
  if (promisedBytes === null && !headers.has('transfer-encoding') && facts.hasBody) {
    if (facts.knownBytes !== null && !headers.removed.has('content-length')) {
      promisedBytes = facts.knownBytes;
      raw.push('Content-Length', String(promisedBytes));
    } else if (!headers.removed.has('transfer-encoding')) {
      chunked = true;
      raw.push('Transfer-Encoding', 'chunked');
    } else {
      last = true;
    }
  }
  return { raw, chunked: chunked && facts.hasBody, promisedBytes, last };
}
