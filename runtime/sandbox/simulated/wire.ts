import type { ConnectionId, Random, ToEnd, ToListener } from '../../network/index.ts';
import type { Agenda } from './agenda.ts';

/** How long a message takes within one machine, in microseconds. */
const LEAST_US = 50;
const MOST_US = 1000;

export type Delivered = ToEnd | ToListener;

/**
 * The way of messages to one endpoint: each takes a time of its own, but those of one connection
 * arrive in the order in which they were sent.
 */
export class Wire {
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #arrive: (message: Delivered) => void;
  /** When the last message of each connection arrives. */
  readonly #lastMs = new Map<ConnectionId, number>();

  constructor(agenda: Agenda, random: Random, arrive: (message: Delivered) => void) {
    this.#agenda = agenda;
    this.#random = random;
    this.#arrive = arrive;
  }

  send(message: Delivered): void {
    const latencyMs = (LEAST_US + this.#random.integer(MOST_US - LEAST_US)) / 1000;
    const soonestMs = this.#agenda.nowMs + latencyMs;
    if (!('id' in message)) {
      this.#agenda.addAt(soonestMs, () => this.#arrive(message));
      return;
    }
    const { id } = message;
    const atMs = Math.max(soonestMs, this.#lastMs.get(id) ?? 0);
    if (message.type === 'ended' || message.type === 'reset') this.#lastMs.delete(id);
    else this.#lastMs.set(id, atMs);
    this.#agenda.addAt(atMs, () => this.#arrive(message));
  }
}
