import { TableIndexes } from './indexes.ts';
import type {
  CheckRow,
  KvRow,
  LockDelayRow,
  NodeRow,
  ServiceRow,
  SessionRow,
  TombstoneRow,
} from './rows.ts';
import { type Change, type Journal, Table } from './table.ts';
import type { Watchers } from './watchers.ts';

/** All that the servers agree on, changed by one transaction at a time. */
export class Store {
  readonly #journal: Journal = [];
  readonly kv = new Table<KvRow>('kv', this.#journal);
  readonly tombstones = new Table<TombstoneRow>('tombstones', this.#journal);
  readonly sessions = new Table<SessionRow>('sessions', this.#journal);
  readonly lockDelays = new Table<LockDelayRow>('lock-delays', this.#journal);
  readonly nodes = new Table<NodeRow>('nodes', this.#journal);
  /** By node and id: see `rowKey`. */
  readonly services = new Table<ServiceRow>('services', this.#journal);
  readonly checks = new Table<CheckRow>('checks', this.#journal);
  /** What the agent was asked to keep, by kind and id. */
  readonly agent = new Table<AgentRecord>('agent', this.#journal);

  /** All of them, by name. */
  readonly tables = {
    kv: this.kv,
    tombstones: this.tombstones,
    sessions: this.sessions,
    lockDelays: this.lockDelays,
    nodes: this.nodes,
    services: this.services,
    checks: this.checks,
    agent: this.agent,
  };
  readonly indexes = new TableIndexes(this);
  readonly watchers: Watchers;
  #index = 0;
  #nowMs = 0;

  constructor(watchers: Watchers) {
    this.watchers = watchers;
  }

  /** The index of the transaction that runs now, or of the last one. */
  get index(): number {
    return this.#index;
  }

  /** When the transaction that runs now was proposed, on the clock of who proposed it. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /**
   * Runs one transaction. If it throws, nothing has changed. Gives what it changed; watchers are
   * woken when all of it has.
   */
  transact<Outcome>(
    nowMs: number,
    run: (store: Store) => Outcome,
  ): { readonly outcome: Outcome; readonly changes: readonly Change[] } {
    this.#index += 1;
    this.#nowMs = nowMs;
    let outcome: Outcome;
    try {
      outcome = run(this);
    } catch (error) {
      for (const { undo } of this.#journal.reverse()) undo();
      this.#journal.length = 0;
      throw error;
    }
    const changes = this.#journal.splice(0);
    this.watchers.wake(this.indexes.note(changes, this.#index));
    return { outcome, changes };
  }

  /** Goes on from an index, after a restart. */
  load(index: number): void {
    this.#index = index;
  }

  /**
   * After a restart the clock is another one: tombstones begin to age anew, and lock-delays, which
   * only a leader's memory has, are over.
   */
  forgetMoments(nowMs: number): void {
    this.lockDelays.load([]);
    this.tombstones.load(this.tombstones.rows().map((row) => [row.key, { ...row, atMs: nowMs }]));
  }

  /** The indexes of a row that is written now, over the one that was there. */
  stamp(before: { readonly CreateIndex: number } | undefined): {
    readonly CreateIndex: number;
    readonly ModifyIndex: number;
  } {
    return { CreateIndex: before?.CreateIndex ?? this.#index, ModifyIndex: this.#index };
  }
}

/** What the agent keeps over a restart: a definition as JSON. */
export interface AgentRecord {
  readonly kind: 'service' | 'check';
  readonly id: string;
  readonly definition: string;
}

/** The key of a service or a check: node names have no NUL in them. */
export function rowKey(node: string, id: string): string {
  return `${node}\0${id}`;
}
