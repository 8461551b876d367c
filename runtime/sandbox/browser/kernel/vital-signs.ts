import { LIMITS } from '../limits.ts';

/** How often every process is asked whether it is still there. */
export const BEAT_MS = 500;

/** Counted, not timed: after a computer's sleep one beat is late, but no more than one. */
const SILENT_BEATS = LIMITS.silenceMs / BEAT_MS;

/**
 * Whether a process comes back to its event loop. A worker that runs out of memory raises no error,
 * and one in an endless loop may grow until the whole frame dies of it: so silence must be noticed
 * from outside.
 */
export class VitalSigns {
  /** Beats since its last answer; counted from the first one on, for starting takes its time. */
  #unanswered: number | null = null;

  /** A beat has passed, and it is asked again. */
  beat(): void {
    if (this.#unanswered !== null) this.#unanswered += 1;
  }

  answered(): void {
    this.#unanswered = 0;
  }

  /** It has let a whole beat pass without an answer. */
  get isBusy(): boolean {
    return this.#unanswered !== null && this.#unanswered > 1;
  }

  /** It has been busy for longer than it may be. */
  get isSilent(): boolean {
    return this.#unanswered !== null && this.#unanswered > SILENT_BEATS;
  }
}
