/** What can be waiting for a paused process: they run in this order when it goes on. */
const ORDER = ['timer', 'message', 'soon'] as const;

export type Entrance = (typeof ORDER)[number];

/**
 * The one way into a process's code: every timer, message and signal comes through here. Closed, it
 * keeps them; opened again, it lets timers in first, as Node's event loop does when a stopped process
 * goes on, then messages, then what was to run soon, each in the order in which it came.
 */
export class PauseGate {
  readonly #enter: (run: () => void) => void;
  readonly #waiting: Readonly<Record<Entrance, (() => void)[]>> = {
    timer: [],
    message: [],
    soon: [],
  };
  #isOpen = true;
  /** It is open again, and what waited has not all run. */
  #isDraining = false;

  /** `enter` runs something as a task of its own, now or later, in the order of the calls. */
  constructor(enter: (run: () => void) => void) {
    this.#enter = enter;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** True when it may run now; else it is kept, and runs when the gate opens. */
  admits(entrance: Entrance, run: () => void): boolean {
    if (this.#isOpen && !this.#isDraining) return true;
    this.#waiting[entrance].push(run);
    return false;
  }

  close(): void {
    this.#isOpen = false;
  }

  open(): void {
    this.#isOpen = true;
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#drain();
  }

  /** What comes while it drains must not overtake what waited. */
  #drain(): void {
    const next = ORDER.find((entrance) => this.#waiting[entrance].length > 0);
    if (!this.#isOpen || next === undefined) {
      this.#isDraining = false;
      return;
    }
    this.#enter(() => {
      // It may have been closed again meanwhile.
      if (this.#isOpen) this.#waiting[next].shift()?.();
      this.#drain();
    });
  }
}
