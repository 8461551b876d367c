import { CONNECTION_WINDOW_BYTES } from '../host.ts';

/** How many body bytes one end of a connection may still send before the other takes some. */
export class SendWindow {
  #availableBytes = CONNECTION_WINDOW_BYTES;
  #waiting: (() => void)[] = [];

  spend(bytes: number): void {
    this.#availableBytes -= bytes;
  }

  refill(bytes: number): void {
    this.#availableBytes += bytes;
    if (this.#availableBytes <= 0) return;
    const ready = this.#waiting;
    this.#waiting = [];
    for (const run of ready) run();
  }

  /** Calls back at once while there is room, otherwise when there is again. */
  whenOpen(run: () => void): void {
    if (this.#availableBytes > 0) run();
    else this.#waiting.push(run);
  }
}
