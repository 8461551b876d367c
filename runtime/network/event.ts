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
  | { readonly type: 'signalled'; readonly instance: string; readonly signal: string }
  | {
      readonly type: 'exited';
      readonly instance: string;
      readonly service: string;
      readonly code: number | null;
      readonly signal: string | null;
    }
  | {
      readonly type: 'request';
      readonly id: number;
      readonly from: string;
      readonly to: string;
      readonly method: string;
      readonly path: string;
      readonly headers: readonly HeaderPair[];
      readonly body: BodyExcerpt;
    }
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
  | {
      readonly type: 'verdict';
      readonly check: string;
      readonly outcome: 'passed' | 'failed' | 'inconclusive';
      readonly sentence: string;
    };

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
