import type { ConnectionId, FromEnd } from '../../network/index.ts';
import type { LearnerLink, ToLearner } from '../learner/exchange.ts';

/** The learner's way into the network of the gateway. */
export class LearnerOverLink implements LearnerLink {
  readonly #tell: (message: FromEnd) => void;
  readonly #listeners = new Map<ConnectionId, (message: ToLearner) => void>();
  #lastId = 0;

  constructor(tell: (message: FromEnd) => void) {
    this.#tell = tell;
  }

  newId(): ConnectionId {
    return ++this.#lastId;
  }

  push(message: FromEnd): void {
    this.#tell(message);
  }

  hearConnection(id: ConnectionId, listener: (message: ToLearner) => void): void {
    this.#listeners.set(id, listener);
  }

  forgetConnection(id: ConnectionId): void {
    this.#listeners.delete(id);
  }

  hear(message: ToLearner): void {
    this.#listeners.get(message.id)?.(message);
  }

  /** The network is gone: every connection breaks. */
  close(): void {
    for (const id of [...this.#listeners.keys()]) this.hear({ type: 'reset', id });
  }
}
