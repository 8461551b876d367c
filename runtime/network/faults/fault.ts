/**
 * What can be wrong between two parties, as the learner and the checks say it.
 *
 * A rule names whom it is about by instance (`orders-2`), by service (`orders`: all of its
 * instances), as `learner`, as `outside` (a program that is no part of the sandbox), or as `any`.
 */

/**
 * Faults of a link hold for whatever travels from `from` to `to`, requests and replies alike,
 * whoever opened the connection. Faults of a call hold for requests that `from` sends to `to`.
 */
export type Fault = LinkFault | CallFault;

export type LinkFault =
  /** Everything arrives later, by this and a random part of the jitter; order on a connection is kept. */
  | { readonly kind: 'latency'; readonly latencyMs: number; readonly jitterMs: number }
  /** All connections of the link share it. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** Silence, connects included, until it heals: then what was sent meanwhile arrives. */
  | { readonly kind: 'partition'; readonly direction: 'one-way' | 'both' };

export type CallFault =
  /** The request never arrives, and the caller is told nothing: it waits until its own deadline. */
  | { readonly kind: 'lost-request' }
  /** The request is acted on, and the caller never sees the reply: it waits until its own deadline. */
  | { readonly kind: 'lost-reply' }
  /** The request is delivered twice; the first answer counts. */
  | { readonly kind: 'duplicate' }
  /** The connection breaks in the middle of the request, or of the reply, after that many body bytes. */
  | { readonly kind: 'reset'; readonly during: 'request' | 'reply'; readonly afterBytes: number }
  /** No connection can be made (ECONNREFUSED); those that are open end when nothing is under way. */
  | { readonly kind: 'refusal' }
  /** The service does not see the request: this status comes in place of its answer. */
  | { readonly kind: 'error'; readonly status: number };

export type FaultKind = Fault['kind'];

/** Which calls a rule is about. Only HTTP/1 can be told apart; null means any. */
export interface CallMatch {
  readonly method: string | null;
  /** The path without its query. `*` stands for any characters: `/users/*`. */
  readonly path: string | null;
}

export interface FaultRule {
  /** Names the rule in the ledger. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly calls: CallMatch;
  /** The share of calls (or, for latency and bandwidth, of messages) that it strikes: 0 to 1. */
  readonly share: number;
  /** After so many strikes it does nothing any more; null for no end. */
  readonly times: number | null;
  readonly fault: Fault;
}

/** A rule as people write it: what is left out has its usual value. */
export interface FaultInput {
  readonly id?: string;
  readonly from?: string;
  readonly to?: string;
  readonly method?: string;
  readonly path?: string;
  readonly share?: number;
  readonly times?: number;
  readonly fault: Fault;
}

/** A rule that cannot be: the message says which, what is wrong with it, and what it takes. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}
