import { BODY_EXCERPT_BYTES, type BodyExcerpt } from './event.ts';

/** Keeps a body's excerpt for the ledger while the body streams by. */
export class BodyRecorder {
  readonly #kept = new Uint8Array(BODY_EXCERPT_BYTES);
  #bytes = 0;

  add(chunk: Uint8Array): void {
    const room = this.#kept.length - this.#bytes;
    if (room > 0) this.#kept.set(chunk.subarray(0, room), this.#bytes);
    this.#bytes += chunk.length;
  }

  /** The excerpt of what has been added so far. */
  excerpt(): BodyExcerpt {
    const kept = this.#kept.subarray(0, this.#bytes);
    // `stream: true` leaves out a character that the cut has split.
    const text = new TextDecoder().decode(kept, { stream: kept.length < this.#bytes });
    return { text, bytes: this.#bytes };
  }
}
