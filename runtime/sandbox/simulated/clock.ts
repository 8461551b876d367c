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
    const signal = AbortSignal.any([given, this.#ending]);
    const slept = new Promise<void>((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const wake = () => {
        this.#agenda.remove(entry);
        reject(signal.reason);
      };
      const entry = this.#agenda.add(ms, () => {
        signal.removeEventListener('abort', wake);
        resolve();
      });
      signal.addEventListener('abort', wake, { once: true });
    });
    return this.#driver.waitFor(slept);
  }
}
