import type { Clock } from '../sandbox.ts';
import type { Agenda } from './agenda.ts';
import type { Driver } from './driver.ts';

/** The clock of a simulated sandbox: a sleep takes no longer than what happens in it. */
export class VirtualClock implements Clock {
  readonly #agenda: Agenda;
  readonly #driver: Driver;
  readonly #ending: AbortSignal;

  /** When `ending` aborts, so does every sleep. */
  constructor(agenda: Agenda, driver: Driver, ending: AbortSignal) {
    this.#agenda = agenda;
    this.#driver = driver;
    this.#ending = ending;
  }

  nowMs(): number {
    return this.#agenda.nowMs;
  }

  sleep(ms: number, given: AbortSignal): Promise<void> {
    const signals = [given, this.#ending];
    const slept = new Promise<void>((resolve, reject) => {
      const aborted = signals.find((signal) => signal.aborted);
      if (aborted !== undefined) {
        reject(aborted.reason);
        return;
      }
      const wake = (event: Event) => {
        this.#agenda.remove(entry);
        leave();
        reject((event.target as AbortSignal).reason);
      };
      const leave = () => {
        for (const signal of signals) signal.removeEventListener('abort', wake);
      };
      const entry = this.#agenda.add(ms, () => {
        leave();
        resolve();
      });
      for (const signal of signals) signal.addEventListener('abort', wake);
    });
    return this.#driver.waitFor(slept);
  }
}
