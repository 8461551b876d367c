import { LIMITS } from '../limits.ts';

/**
 * Allows starts as fast as the machine can clear up after them. A token bucket: a start costs one;
 * ending a process that was busy costs what its thread may still burn.
 */
export class StartBudget {
  readonly #nowMs: () => number;
  #starts: number = LIMITS.startsInBurst;
  #filledAtMs: number;

  /** `nowMs` is any clock that does not run backwards, in milliseconds. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#filledAtMs = nowMs();
  }

  /** False when it is too early for another start. */
  take(): boolean {
    this.#fill();
    if (this.#starts < 1) return false;
    this.#starts -= 1;
    return true;
  }

  /** A process was ended while it worked. */
  endedBusy(): void {
    this.#fill();
    this.#starts -= (LIMITS.burningMs / 1000) * LIMITS.startsPerSecond;
  }

  #fill(): void {
    const nowMs = this.#nowMs();
    const gained = ((nowMs - this.#filledAtMs) * LIMITS.startsPerSecond) / 1000;
    this.#starts = Math.min(LIMITS.startsInBurst, this.#starts + gained);
    this.#filledAtMs = nowMs;
  }
}
