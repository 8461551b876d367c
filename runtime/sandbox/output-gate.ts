/** How much output is let through: a burst at once, and then so much a second. */
export interface OutputLimits {
  readonly burstBytes: number;
  readonly bytesPerSecond: number;
}

export const OUTPUT_LIMITS: OutputLimits = {
  burstBytes: 256 * 1024,
  bytesPerSecond: 64 * 1024,
};

export interface Admission {
  /** What passes: the beginning of the text, cut between characters. */
  readonly text: string;
  /** UTF-8 bytes that do not. */
  readonly droppedBytes: number;
  /** True for the first drop of an episode, which is the one to tell the learner about. */
  readonly beginsDropping: boolean;
}

const UTF8 = new TextEncoder();

/**
 * A token bucket that keeps an instance that prints without end from drowning everything else. Give
 * each stream a gate of its own, so that a flood on stdout cannot hide the error on stderr.
 */
export class OutputGate {
  readonly #nowMs: () => number;
  readonly #limits: OutputLimits;
  #freeBytes: number;
  #filledAtMs: number;
  #dropping = false;

  /** `nowMs` is any clock that does not run backwards, in milliseconds. */
  constructor(nowMs: () => number, limits = OUTPUT_LIMITS) {
    this.#nowMs = nowMs;
    this.#limits = limits;
    this.#freeBytes = limits.burstBytes;
    this.#filledAtMs = nowMs();
  }

  admit(text: string): Admission {
    this.#fill();
    const bytes = UTF8.encode(text).length;
    if (bytes <= this.#freeBytes) {
      this.#freeBytes -= bytes;
      return { text, droppedBytes: 0, beginsDropping: false };
    }
    const { read, written } = UTF8.encodeInto(text, new Uint8Array(Math.floor(this.#freeBytes)));
    this.#freeBytes -= written;
    const beginsDropping = !this.#dropping;
    this.#dropping = true;
    return { text: text.slice(0, read), droppedBytes: bytes - written, beginsDropping };
  }

  #fill(): void {
    const { burstBytes, bytesPerSecond } = this.#limits;
    const nowMs = this.#nowMs();
    const gained = ((nowMs - this.#filledAtMs) * bytesPerSecond) / 1000;
    this.#freeBytes = Math.min(burstBytes, this.#freeBytes + gained);
    this.#filledAtMs = nowMs;
    // Half full, not merely above zero: a flood that trickles through is one episode, not thousands.
    if (this.#freeBytes >= burstBytes / 2) this.#dropping = false;
  }
}
