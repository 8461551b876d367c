import type { TimerId } from '../../process/index.ts';
import type { Agenda, Entry } from './agenda.ts';

interface Timer {
  readonly id: TimerId;
  readonly dueMs: number;
  readonly run: () => void;
  wake: Wake;
}

/** A moment on the agenda at which one timer is to run; of late ones, whichever was due first. */
interface Wake {
  entry: Entry;
  /** Null once its timer has run or was cleared. */
  timer: Timer | null;
}

/**
 * The timers of one process. Each may come late, but none before another that was due earlier, nor
 * before one of its own time that was set earlier: an event loop that is late runs what it has
 * missed in order.
 */
export class ProcessTimers {
  readonly #agenda: Agenda;
  /** Calls into the process; perhaps later, when it goes on. */
  readonly #enter: (run: () => void) => void;
  readonly #timers = new Map<TimerId, Timer>();
  #nextId = 1;

  constructor(agenda: Agenda, enter: (run: () => void) => void) {
    this.#agenda = agenda;
    this.#enter = enter;
  }

  /** Timers that are still to run. */
  get size(): number {
    return this.#timers.size;
  }

  set(delayMs: number, lateMs: number, run: () => void): TimerId {
    const id = this.#nextId++ as TimerId;
    const entry = this.#agenda.add(delayMs + lateMs, () => this.#enter(() => this.#ring(wake)));
    const wake: Wake = { entry, timer: null };
    const timer: Timer = { id, dueMs: this.#agenda.nowMs + delayMs, run, wake };
    wake.timer = timer;
    this.#timers.set(id, timer);
    return id;
  }

  clear(id: TimerId): void {
    const timer = this.#timers.get(id);
    if (timer === undefined) return;
    this.#timers.delete(id);
    timer.wake.timer = null;
    this.#agenda.remove(timer.wake.entry);
  }

  clearAll(): void {
    for (const id of [...this.#timers.keys()]) this.clear(id);
  }

  #ring(wake: Wake): void {
    const own = wake.timer;
    if (own === null) return;
    const first = this.#earliest(own);
    // The one that is run in its place leaves it the moment that it had.
    own.wake = first.wake;
    own.wake.timer = own;
    if (first === own) own.wake.timer = null;
    this.#timers.delete(first.id);
    first.run();
  }

  #earliest(own: Timer): Timer {
    let first = own;
    for (const timer of this.#timers.values()) {
      const isEarlier = timer.dueMs < first.dueMs;
      if (isEarlier || (timer.dueMs === first.dueMs && timer.id < first.id)) first = timer;
    }
    return first;
  }
}
