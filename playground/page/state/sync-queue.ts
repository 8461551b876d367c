import type { Files } from '../../../runtime/compile/types.ts';

/**
 * Hands the newest files on, one hand-over at a time: files that come while one is under way wait
 * in a single slot, and newer ones take their place.
 */
export class SyncQueue {
  readonly #handOver: (files: Files) => Promise<void>;
  #waiting: Files | null = null;
  #underWay: Promise<void> | null = null;

  constructor(handOver: (files: Files) => Promise<void>) {
    this.#handOver = handOver;
  }

  /** Resolves when these files, or newer ones, have been handed over; rejects when that failed. */
  push(files: Files): Promise<void> {
    this.#waiting = files;
    this.#underWay ??= this.#drain();
    return this.#underWay;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting !== null) {
        const files = this.#waiting;
        this.#waiting = null;
        await this.#handOver(files);
      }
    } finally {
      this.#underWay = null;
    }
  }
}
