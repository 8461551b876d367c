/** How often it is looked whether something was heard, within the limit. */
const LOOKS = 20;

/**
 * Calls back once when nothing has been heard for so long. It is counted in looks and not by a
 * clock: a machine that slept in between has not waited.
 */
export class Silence {
  readonly #timer: ReturnType<typeof setInterval>;
  #looks = 0;

  constructor(limitMs: number, onSilent: () => void) {
    this.#timer = setInterval(() => {
      this.#looks += 1;
      if (this.#looks < LOOKS) return;
      this.stop();
      onSilent();
    }, limitMs / LOOKS);
  }

  heard(): void {
    this.#looks = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
