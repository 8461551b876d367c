import { asciiText } from './ascii-text.ts';
import { BODY_EXCERPT_BYTES, type BodyExcerpt } from './event.ts';

const NOTHING: BodyExcerpt = { text: '', bytes: 0 };

/** Keeps a body's excerpt for the ledger while the body streams by. */
export class BodyRecorder {
  /** Its beginning, as long as that is short pieces of ASCII: most bodies are nothing else. */
  #text = '';
  /** From the first piece on that is not. */
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #bytes = 0;

  add(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    const room = BODY_EXCERPT_BYTES - this.#keptBytes;
    if (room <= 0) return;
    const text = this.#kept.length === 0 && chunk.length <= room ? asciiText(chunk) : null;
    // Text, or a copy: the chunk itself travels on, and may be changed or moved away.
    if (text !== null) this.#text += text;
    else this.#kept.push(Uint8Array.prototype.slice.call(chunk, 0, room));
    this.#keptBytes += Math.min(chunk.length, room);
  }

  /** Whether more of the body would change nothing but its length. */
  get isFull(): boolean {
    return this.#keptBytes >= BODY_EXCERPT_BYTES;
  }

  /** The excerpt of what has been added so far. */
  excerpt(): BodyExcerpt {
    if (this.#bytes === 0) return NOTHING;
    return { text: this.#text + this.#decoded(), bytes: this.#bytes };
  }

  #decoded(): string {
    if (this.#kept.length === 0) return '';
    // `stream: true` leaves out a character that the cut, or the end of a chunk, has split.
    const decoder = new TextDecoder();
    let text = '';
    for (const kept of this.#kept) text += decoder.decode(kept, { stream: true });
    if (this.#keptBytes === this.#bytes) text += decoder.decode();
    return text;
  }
}
