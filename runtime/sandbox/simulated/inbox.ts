import type { Agenda } from './agenda.ts';
import type { Turn } from './turn.ts';

/** What one party is told, in the order in which it comes: at once where it may be, else in an event. */
export class Inbox {
  readonly #owner: object;
  readonly #agenda: Agenda;
  readonly #turn: Turn<object>;
  /** What waits for its event. */
  #waiting = 0;

  constructor(owner: object, agenda: Agenda, turn: Turn<object>) {
    this.#owner = owner;
    this.#agenda = agenda;
    this.#turn = turn;
  }

  hear(listen: () => void): void {
    if (this.#waiting === 0 && this.#turn.admits(this.#owner)) {
      listen();
      return;
    }
    this.#waiting += 1;
    this.#agenda.add(0, () => {
      this.#waiting -= 1;
      listen();
    });
  }
}
