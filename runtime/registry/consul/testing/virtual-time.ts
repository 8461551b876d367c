/** A clock for tests that stands still until it is told to go on. */
export class VirtualTime {
  #nowMs = 1_000_000;
  readonly #timers = new Set<{ readonly atMs: number; readonly run: () => void }>();

  readonly nowMs = () => this.#nowMs;

  readonly setTimer = (delayMs: number, run: () => void) => {
    const timer = { atMs: this.#nowMs + Math.max(delayMs, 0), run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  };

  /** Lets the time pass: each timer runs at its own moment, and what it sets off settles. */
  async pass(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    await settled();
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#timers.delete(next);
      this.#nowMs = next.atMs;
      next.run();
      await settled();
    }
    this.#nowMs = untilMs;
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  #next(untilMs: number) {
    let first: { readonly atMs: number; readonly run: () => void } | undefined;
    for (const timer of this.#timers) {
      if (timer.atMs <= untilMs && timer.atMs < (first?.atMs ?? Infinity)) first = timer;
    }
    return first;
  }
}

/** Resolves when all promises have settled that can: streams and all, a turn of the loop later. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
