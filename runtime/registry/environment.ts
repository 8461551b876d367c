import type { Storage } from './storage.ts';

/** What a registry needs of the place that runs it: real time there or virtual time, a disk or none. */
export interface Environment {
  /** Milliseconds on a clock that never runs backwards. */
  nowMs(): number;
  /** Calls `run` once, not before `delayMs` have passed. Returns the way to call it off. */
  setTimer(delayMs: number, run: () => void): () => void;
  readonly random: Random;
  /** Null for a registry that starts empty each time. */
  readonly storage: Storage | null;
}

/** Choices that a seed can repeat. The network's own `Random` is one. */
export interface Random {
  /** An integer from 0 up to and not including `below`, which is at most 2^32. */
  integer(below: number): number;
}
