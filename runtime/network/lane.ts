import type { NetworkEnvironment } from './environment.ts';

/** Clocks count in steps, and a timer may come within the last one before its moment. */
const ABOUT_NOW_MS = 0.001;

interface Travelling {
  readonly dueMs: number;
  readonly arrive: () => void;
}

/**
 * One direction of one connection: whatever is sent on it arrives in the order in which it was sent,
 * each thing when its delay is over and the way is not cut.
 */
export class Lane {
  readonly #environment: NetworkEnvironment;
  readonly #isCut: () => boolean;
  readonly #held: Set<Lane>;
  readonly #travelling: Travelling[] = [];
  #callOff: (() => void) | null = null;
  #arriving = false;
  #sentAtMs = -1;
  #latencyMs = 0;

  /** `held` has this lane in it while something is under way. */
  constructor(environment: NetworkEnvironment, isCut: () => boolean, held: Set<Lane>) {
    this.#environment = environment;
    this.#isCut = isCut;
    this.#held = held;
  }

  /**
   * How long it takes where nothing is wrong: the same for all that is sent at one moment, as the
   * parts of a short message are sent in one packet.
   */
  latencyMs(): number {
    const { latencyMs } = this.#environment;
    if (latencyMs === null) return 0;
    const nowMs = this.#environment.nowMs();
    if (nowMs !== this.#sentAtMs) this.#latencyMs = latencyMs();
    this.#sentAtMs = nowMs;
    return this.#latencyMs;
  }

  /** At once where nothing is in its way, else later. */
  send(delayMs: number, arrive: () => void): void {
    const isFree = this.#travelling.length === 0 && !this.#arriving;
    if (isFree && delayMs === 0 && !this.#isCut()) {
      this.#arriving = true;
      try {
        arrive();
      } finally {
        this.#arriving = false;
      }
      if (this.#travelling.length > 0) this.reconsider();
      return;
    }
    const dueMs = this.#environment.nowMs() + delayMs;
    const last = this.#travelling.at(-1)?.dueMs ?? 0;
    this.#travelling.push({ dueMs: Math.max(dueMs, last), arrive });
    this.#held.add(this);
    if (this.#travelling.length === 1 && !this.#arriving) this.reconsider();
  }

  /** Looks again at what is held up: the way may be free now, or cut. */
  reconsider(): void {
    if (this.#arriving) return;
    this.#callOff?.();
    this.#callOff = null;
    this.#arriving = true;
    try {
      this.#arriveDue();
    } finally {
      this.#arriving = false;
    }
    const [next] = this.#travelling;
    if (next === undefined) this.#held.delete(this);
    if (next === undefined || this.#isCut()) return;
    const waitMs = Math.max(0, next.dueMs - this.#environment.nowMs());
    this.#callOff = this.#environment.setTimer(waitMs, () => {
      this.#callOff = null;
      this.reconsider();
    });
  }

  /** Nothing that is under way arrives any more. */
  close(): void {
    this.#travelling.length = 0;
    this.#held.delete(this);
    this.#callOff?.();
    this.#callOff = null;
  }

  #arriveDue(): void {
    for (;;) {
      const [first] = this.#travelling;
      const nowMs = this.#environment.nowMs() + ABOUT_NOW_MS;
      if (first === undefined || first.dueMs > nowMs || this.#isCut()) return;
      this.#travelling.shift();
      first.arrive();
    }
  }
}
