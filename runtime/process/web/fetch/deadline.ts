import type { TimerId } from '../../host.ts';
import { host } from '../host.ts';

/**
 * Calls back when nothing has happened for so long. Something happening costs a look at the clock,
 * not a timer: only when the time is up does it see whether it was put off.
 */
export class Deadline {
  readonly #limitMs: number;
  readonly #expire: () => void;
  #sinceMs = host.clock.monotonicMs();
  #timer: TimerId | null;

  constructor(limitMs: number, expire: () => void) {
    this.#limitMs = limitMs;
    this.#expire = expire;
    this.#timer = this.#wait(limitMs);
  }

  /** The time begins anew. */
  putOff(): void {
    this.#sinceMs = host.clock.monotonicMs();
  }

  stop(): void {
    if (this.#timer !== null) host.timers.clear(this.#timer);
    this.#timer = null;
  }

  #wait(delayMs: number): TimerId {
    return host.timers.set(delayMs, () => {
      const leftMs = this.#sinceMs + this.#limitMs - host.clock.monotonicMs();
      this.#timer = leftMs > 0 ? this.#wait(leftMs) : null;
      if (this.#timer === null) host.enter(this.#expire);
    });
  }
}
