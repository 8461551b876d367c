import type { Agenda } from './agenda.ts';
import type { Turn } from './turn.ts';

/**
 * What one party is told, in the order in which it comes: at once where it may be, else, within a
 * call into its code or in another's turn, in an event of its own.
 */
export class Inbox<Message> {
  readonly #owner: object;
  readonly #agenda: Agenda;
  readonly #turn: Turn<object>;
  readonly #hear: (message: Message) => void;
  /** What waits for its event. */
  #waiting = 0;

  constructor(owner: object, agenda: Agenda, turn: Turn<object>, hear: (message: Message) => void) {
    this.#owner = owner;
    this.#agenda = agenda;
    this.#turn = turn;
    this.#hear = hear;
  }

  take(message: Message): void {
    if (this.#waiting === 0 && this.#turn.admits(this.#owner)) {
      this.#hear(message);
      return;
    }
    this.#waiting += 1;
    this.#agenda.add(0, () => {
      this.#waiting -= 1;
      this.#hear(message);
    });
  }
}
