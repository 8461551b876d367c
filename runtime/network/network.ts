import { Causes } from './causes.ts';
import type { Connection } from './connection.ts';
import type { NetworkEnvironment } from './environment.ts';
import { Exchange } from './exchange.ts';
import type { CallFault, FaultRule } from './faults/fault.ts';
import { type Call, FaultTable } from './faults/fault-table.ts';
import { Lane } from './lane.ts';
import type { Moment } from './moment.ts';
import type { Part } from './part.ts';
import type { Party } from './party.ts';
import { NO_STRIKES, Strikes } from './strikes.ts';

/** A second delivery comes this much after the first, in milliseconds, and up to twice as much. */
const LEAST_MOMENT_MS = 1;

/**
 * Who may reach whom, and how: the rules in force, and every connection that they are about. What
 * the connections are made of is not its business: `P` is whatever parts the sandbox carries.
 */
export class Network<P extends Part> {
  readonly environment: NetworkEnvironment;
  readonly faults: FaultTable;
  readonly causes = new Causes();
  /** Is told of every moment in which an instance might crash; true when it has. */
  onMoment: ((party: Party, moment: Moment) => boolean) | null = null;
  #next: (FaultRule & { readonly fault: CallFault }) | null = null;
  readonly #connections = new Set<Connection<P>>();
  readonly #heldLanes = new Set<Lane>();
  #lastExchange = 0;
  #lastConnection = 0;

  constructor(environment: NetworkEnvironment) {
    this.environment = environment;
    this.faults = new FaultTable(environment.random, () => environment.nowMs());
  }

  /** Puts these rules in force, and no others: when it returns, they are. */
  set(rules: readonly FaultRule[]): void {
    this.faults.replace(rules);
    this.environment.record({ type: 'faults-set', rules });
    for (const lane of [...this.#heldLanes]) lane.reconsider();
    for (const connection of [...this.#connections]) connection.endIfRefused();
  }

  /** Lets a fault strike the next call that is begun, whoever sends it: a schedule's doing. */
  strikeNext(kind: 'lost-request' | 'lost-reply' | 'duplicate'): void {
    const calls = { method: null, path: null };
    this.#next = {
      id: 'schedule',
      from: 'any',
      to: 'any',
      calls,
      share: 1,
      times: 1,
      fault: { kind },
    };
  }

  /** What strikes a call that is begun now. */
  strikesOn(from: Party, to: Party, call: Call): Strikes {
    const next = this.#next;
    this.#next = null;
    if (this.faults.isEmpty && next === null) return NO_STRIKES;
    const struck = this.faults.strike(from, to, call);
    return new Strikes(next === null ? struck : [next, ...struck]);
  }

  /** One way of a connection between these two. */
  lane(from: Party, to: Party): Lane {
    const isCut = () => this.faults.partition(from, to) !== null;
    return new Lane(this.environment, isCut, this.#heldLanes);
  }

  /** How much later something arrives that is sent on this lane now, in milliseconds. */
  delayMs(lane: Lane, from: Party, to: Party, call: Call | null, bytes: number): number {
    const usualMs = lane.latencyMs();
    return this.faults.isEmpty ? usualMs : usualMs + this.faults.delayMs(from, to, call, bytes);
  }

  /** A short while, for what comes soon after something else. */
  momentMs(): number {
    return LEAST_MOMENT_MS + this.environment.random.integer(1000 * LEAST_MOMENT_MS) / 1000;
  }

  newConnectionId(): number {
    return ++this.#lastConnection;
  }

  newExchange(
    connection: number,
    from: Party,
    to: Party,
    head: Part & { kind: 'request' },
  ): Exchange {
    const place = { id: ++this.#lastExchange, connection, from, to };
    return new Exchange(place, head, this.environment, this.causes);
  }

  remember(connection: Connection<P>): void {
    this.#connections.add(connection);
  }

  forget(connection: Connection<P>): void {
    this.#connections.delete(connection);
  }

  acting(party: Party, moment: Moment): boolean {
    return this.onMoment?.(party, moment) ?? false;
  }
}
