import type { Clock } from '../sandbox.ts';
import type { Agenda } from './agenda.ts';
import type { Driver } from './driver.ts';

/** The clock of a simulated sandbox: a sleep takes no longer than what happens in it. */
export class VirtualClock implements Clock {
  readonly #agenda: Agenda;
  readonly #driver: Driver;
  /** How to end each sleep that goes on. */
  readonly #sleeping = new Set<(reason: unknown) => void>();
  /** Makes what every sleep rejects with; null as long as time goes on. */
  #whyEnded: (() => Error) | null = null;

  constructor(agenda: Agenda, driver: Driver) {
    this.#agenda = agenda;
    this.#driver = driver;
  }

  nowMs(): number {
    return this.#agenda.nowMs;
  }

  sleep(ms: number, given: AbortSignal): Promise<void> {
    const slept = new Promise<void>((resolve, reject) => {
      if (given.aborted || this.#whyEnded !== null) {
        reject(given.aborted ? given.reason : this.#whyEnded?.());
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

  /** Time stands still: every sleep ends, those that go on as well as later ones. */
  end(why: () => Error): void {
    this.#whyEnded = why;
    for (const wake of this.#sleeping) wake(why());
  }
}
