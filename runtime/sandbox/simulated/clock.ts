import type { Clock } from '../sandbox.ts';
import type { Agenda } from './agenda.ts';
import type { Driver } from './driver.ts';

/** The clock of a simulated sandbox: a sleep takes no longer than what happens in it. */
export class VirtualClock implements Clock {
  readonly #agenda: Agenda;
  readonly #driver: Driver;
  readonly #ending: AbortSignal;
  /** How to end each sleep that goes on. */
  readonly #sleeping = new Set<(reason: unknown) => void>();

  /** When `ending` aborts, so does every sleep. */
  constructor(agenda: Agenda, driver: Driver, ending: AbortSignal) {
    this.#agenda = agenda;
    this.#driver = driver;
    this.#ending = ending;
    // One for all: of a listener for each of many sleeps Node warns as of a leak.
    ending.addEventListener('abort', () => this.#end(), { once: true });
  }

  nowMs(): number {
    return this.#agenda.nowMs;
  }

  sleep(ms: number, given: AbortSignal): Promise<void> {
    const slept = new Promise<void>((resolve, reject) => {
      const aborted = [given, this.#ending].find((signal) => signal.aborted);
      if (aborted !== undefined) {
        reject(aborted.reason);
        return;
      }
      const wake = (reason: unknown) => {
        this.#agenda.remove(entry);
        leave();
        reject(reason);
      };
      const abort = () => wake(given.reason);
      const leave = () => {
        this.#sleeping.delete(wake);
        given.removeEventListener('abort', abort);
      };
      const entry = this.#agenda.add(ms, () => {
        leave();
        resolve();
      });
      this.#sleeping.add(wake);
      given.addEventListener('abort', abort);
    });
    return this.#driver.waitFor(slept);
  }

  #end(): void {
    for (const wake of this.#sleeping) wake(this.#ending.reason);
  }
}
