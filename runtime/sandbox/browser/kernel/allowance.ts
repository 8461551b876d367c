/** So much at once, and so much more with every second: a token bucket of one second's size. */
export class Allowance {
  readonly #perSecond: number;
  readonly #nowMs: () => number;
  #left: number;
  #filledAtMs: number;

  /** `nowMs` is any clock that does not run backwards, in milliseconds. */
  constructor(perSecond: number, nowMs: () => number) {
    this.#perSecond = perSecond;
    this.#nowMs = nowMs;
    this.#left = perSecond;
    this.#filledAtMs = nowMs();
  }

  /** False when that was more than is left. */
  take(amount: number): boolean {
    // The clock is read when it matters: this is asked for every message.
    if (this.#left < amount) this.#fill();
    this.#left -= amount;
    return this.#left >= 0;
  }

  #fill(): void {
    const nowMs = this.#nowMs();
    const gained = ((nowMs - this.#filledAtMs) * this.#perSecond) / 1000;
    this.#left = Math.min(this.#perSecond, this.#left + gained);
    this.#filledAtMs = nowMs;
  }
}
