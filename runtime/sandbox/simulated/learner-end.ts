import {
  type ConnectionId,
  type Endpoint,
  type FromEnd,
  LEARNER_PARTY,
  type Switch,
  type ToEnd,
} from '../../network/index.ts';
import type { LearnerLink } from '../learner/exchange.ts';
import type { Agenda } from './agenda.ts';
import { Inbox } from './inbox.ts';
import type { Turn } from './turn.ts';

/**
 * The learner's end of the network. What the learner is given may outlive the run for a while, and
 * engines that clean up young objects take it for alive: so it lets go of the run when that is over.
 */
export class LearnerEnd implements LearnerLink, Endpoint {
  readonly party = LEARNER_PARTY;
  readonly #listeners = new Map<ConnectionId, (message: ToEnd) => void>();
  #run: { readonly inbox: Inbox<ToEnd>; readonly switch: Switch } | null;
  #lastId = 0;

  constructor(agenda: Agenda, to: Switch, turn: Turn<object>) {
    const hear = (message: ToEnd) =>
      turn.call(this, () => this.#listeners.get(message.id)?.(message));
    this.#run = { inbox: new Inbox(this, agenda, turn, hear), switch: to };
  }

  newId(): ConnectionId {
    return ++this.#lastId;
  }

  push(message: FromEnd): void {
    this.#run?.switch.handle(this, message);
  }

  deliver(message: ToEnd): void {
    this.#run?.inbox.take(message);
  }

  hearConnection(id: ConnectionId, listener: (message: ToEnd) => void): void {
    this.#listeners.set(id, listener);
  }

  forgetConnection(id: ConnectionId): void {
    this.#listeners.delete(id);
  }

  /** Breaks every connection, now. */
  close(): void {
    for (const [id, listener] of [...this.#listeners]) listener({ type: 'reset', id });
    this.#run = null;
  }
}
