import type { Observation } from '../registry/index.ts';
import type { FaultKind, FaultRule } from './faults/fault.ts';

/**
 * Everything that can happen in a sandbox, as one union. The ledger keeps these in order; panels,
 * checks and diagrams read them and nothing else.
 */
export type LedgerEvent = Stamp & Happening;

export interface Stamp {
  /** 0, 1, 2, … without gaps within one ledger. */
  readonly seq: number;
  /** The sandbox's clock, in milliseconds since it booted. */
  readonly atMs: number;
}

export type Happening =
  | {
      readonly type: 'synced';
      readonly changed: readonly string[];
      readonly removed: readonly string[];
      readonly errors: number;
    }
  | {
      readonly type: 'starting';
      readonly instance: string;
      readonly service: string;
      readonly port: number;
    }
  | {
      readonly type: 'listening';
      readonly instance: string;
      readonly service: string;
      readonly port: number;
      readonly tookMs: number;
    }
  | {
      readonly type: 'start-failed';
      readonly instance: string;
      readonly service: string;
      readonly code: string;
      readonly message: string;
    }
  | {
      readonly type: 'output';
      readonly instance: string;
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
    }
  | {
      readonly type: 'output-dropped';
      readonly instance: string;
      readonly bytes: number;
      readonly message: string;
    }
  /** An instance has reached a limit of its sandbox; the message says which, and what to do. */
  | {
      readonly type: 'limit-reached';
      readonly instance: string;
      readonly limit: string;
      readonly message: string;
    }
  /**
   * A registry tells of itself. Only Brownout's own can: what a service prints is never this. Of a
   * long value there is the beginning: 4095 bytes.
   */
  | { readonly type: 'registry'; readonly instance: string; readonly observation: Observation }
  | { readonly type: 'signalled'; readonly instance: string; readonly signal: string }
  /**
   * Its power is cut: `exited` comes next, and what its volume had not synced is gone. `point` is
   * where a schedule did it, as of a crash; null where somebody did it from outside.
   */
  | { readonly type: 'power-lost'; readonly instance: string; readonly point: string | null }
  /** It crashes here, at a point that was asked for: `before fsync journal`. `exited` comes next. */
  | { readonly type: 'crash-point'; readonly instance: string; readonly point: string }
  | {
      readonly type: 'exited';
      readonly instance: string;
      readonly service: string;
      readonly code: number | null;
      readonly signal: string | null;
    }
  /** The caller has sent it: recorded when it is whole, or before that when something befalls it. */
  | {
      readonly type: 'request';
      readonly id: number;
      /** The connection that it went by; no two of one sandbox have the same number. */
      readonly connection: number;
      readonly from: string;
      readonly to: string;
      readonly method: string;
      readonly path: string;
      readonly headers: readonly HeaderPair[];
      readonly body: BodyExcerpt;
      /** What led to it; null where nothing tells. */
      readonly cause: Cause | null;
    }
  /** The service has begun to answer. Recorded only where the caller sees it later, or never. */
  | {
      readonly type: 'replied';
      readonly id: number;
      readonly from: string;
      readonly to: string;
      readonly status: number;
    }
  /** The whole request has come to the service. Recorded only where that is later than it was sent. */
  | {
      readonly type: 'delivered';
      readonly id: number;
      readonly from: string;
      readonly to: string;
      /** `copy` is a request that was delivered a second time. */
      readonly what: 'request' | 'copy';
    }
  /** The caller has the whole answer. */
  | {
      readonly type: 'response';
      readonly id: number;
      readonly from: string;
      readonly to: string;
      readonly status: number;
      readonly headers: readonly HeaderPair[];
      readonly body: BodyExcerpt;
      readonly tookMs: number;
    }
  | {
      readonly type: 'request-failed';
      readonly id: number;
      readonly from: string;
      readonly to: string;
      readonly code: string;
      readonly message: string;
      readonly tookMs: number;
    }
  /** No connection could be made: ECONNREFUSED, ETIMEDOUT, ENOTFOUND or EMFILE. */
  | {
      readonly type: 'connect-failed';
      readonly from: string;
      readonly to: string;
      readonly code: string;
      readonly tookMs: number;
    }
  /** From here on these faults are in force, and no others. */
  | { readonly type: 'faults-set'; readonly rules: readonly FaultRule[] }
  /** A rule has struck. `id` is the exchange that it struck; null where that is none. */
  | {
      readonly type: 'fault-struck';
      readonly rule: string;
      readonly fault: FaultKind;
      readonly id: number | null;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly type: 'verdict';
      readonly check: string;
      readonly outcome: 'passed' | 'failed' | 'inconclusive';
      readonly sentence: string;
    };

/** The exchange that led to another, and how that is known. */
export interface Cause {
  readonly id: number;
  readonly by: 'traceparent' | 'only-one-served';
}

export type HeaderPair = readonly [name: string, value: string];

/** Who sends the learner's own requests, as `from` and `to` name it; else it is an instance's id. */
export const LEARNER = 'learner';

/** The beginning of a body, and how long the whole of it was. */
export interface BodyExcerpt {
  readonly text: string;
  readonly bytes: number;
}

/** Bytes of a body that the ledger keeps. */
export const BODY_EXCERPT_BYTES = 4096;

/** Cuts a body for the ledger, at a character boundary. */
export function excerpt(bytes: Uint8Array): BodyExcerpt {
  const kept = bytes.subarray(0, BODY_EXCERPT_BYTES);
  // `stream: true` leaves out a character that the cut has split.
  const text = new TextDecoder().decode(kept, { stream: kept.length < bytes.length });
  return { text, bytes: bytes.length };
}
