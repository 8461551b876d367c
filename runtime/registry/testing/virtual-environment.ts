import type { Environment } from '../environment.ts';
import type { Storage } from '../storage.ts';

/** Time that stands still until it is told to pass, and choices that are the same each time. */
export class VirtualEnvironment implements Environment {
  readonly random = { integer: (below: number) => this.#choose(below) };
  readonly storage: Storage | null;
  #nowMs = 0;
  #seed = 1;
  #timers: { atMs: number; run: () => void }[] = [];

  constructor(storage: Storage | null = null) {
    this.storage = storage;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  setTimer(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, and runs the timers that fall due meanwhile, each at its time. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const [next] = this.#timers.toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#nowMs = next.atMs;
      next.run();
    }
    this.#nowMs = untilMs;
  }

  /** Park and Miller's generator (1988): good enough for ids in a test. */
  #choose(below: number): number {
    this.#seed = (this.#seed * 48271) % 0x7fffffff;
    return Math.floor((this.#seed / 0x7fffffff) * below);
  }
}
