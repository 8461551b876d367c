import type { Happening } from './event.ts';
import type { Random } from './random.ts';

/** What the network needs of the sandbox that it is in: real time in some, virtual time in others. */
export interface NetworkEnvironment {
  /** Milliseconds on the sandbox's clock. */
  nowMs(): number;
  /** Calls `run` once, `delayMs` from now. Returns the way to call it off. */
  setTimer(delayMs: number, run: () => void): () => void;
  readonly random: Random;
  /** How long a message takes where nothing is wrong, in milliseconds; null where that passes by itself. */
  readonly latencyMs: (() => number) | null;
  /** Takes what happened, for the ledger. */
  record(happening: Happening): void;
}
