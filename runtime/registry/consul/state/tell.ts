import type { ConsulObservation } from '../../observation.ts';
import { parseDurationMs } from '../codec/duration.ts';
import type { Command } from './command.ts';
import type { Commit } from './commits.ts';
import type { CheckRow, KvRow, ServiceRow, SessionRow } from './rows.ts';
import type { Store } from './store.ts';

/** A row, where there was or is one. */
type Maybe<Row> = Row | undefined;

export interface LocksObserver {
  /** A session wanted a key's lock, and it was not to be had. */
  lockRefused(key: string, session: string): void;
}

/** Tells whoever observes the registry what each commit has changed. */
export class Tell implements LocksObserver {
  readonly #store: Store;
  readonly #observe: (observation: ConsulObservation) => void;
  readonly #whyEnded: (session: string) => string;

  constructor(
    store: Store,
    observe: (observation: ConsulObservation) => void,
    whyEnded: (session: string) => string,
  ) {
    this.#store = store;
    this.#observe = observe;
    this.#whyEnded = whyEnded;
  }

  committed({ command, changes }: Commit): void {
    for (const { table, key, before, after } of changes) {
      if (table === 'kv') this.#key(key, after as Maybe<KvRow>);
      else if (table === 'sessions')
        this.#session(before as Maybe<SessionRow>, after as Maybe<SessionRow>);
      else if (table === 'services') {
        this.#service(before as Maybe<ServiceRow>, after as Maybe<ServiceRow>, reasonOf(command));
      } else if (table === 'checks')
        this.#check(before as Maybe<CheckRow>, after as Maybe<CheckRow>);
    }
  }

  lockRefused(key: string, session: string): void {
    const holder = this.#store.kv.get(key)?.Session ?? '';
    const reason = holder === '' ? 'lock-delay' : 'held';
    const held = { holder: holder === '' ? null : holder, reason } as const;
    this.#observe({ kind: 'consul-lock-refused', key, session, ...held });
  }

  #key(key: string, row: Maybe<KvRow>): void {
    if (row === undefined) {
      this.#observe({ kind: 'consul-key-deleted', key, index: this.#store.index });
      return;
    }
    this.#observe({
      kind: 'consul-key-changed',
      key,
      value: row.Value,
      flags: String(row.Flags),
      index: row.ModifyIndex,
      lockIndex: row.LockIndex,
      holder: row.Session === '' ? null : row.Session,
    });
  }

  #session(before: Maybe<SessionRow>, after: Maybe<SessionRow>): void {
    if (after !== undefined) {
      this.#observe({
        kind: 'consul-session-created',
        id: after.ID,
        name: after.Name,
        ttlMs: after.TTL === '' ? 0 : parseDurationMs(after.TTL),
        lockDelayMs: after.lockDelayMs,
        behavior: after.Behavior,
      });
    } else if (before !== undefined) {
      const reason = this.#whyEnded(before.ID);
      this.#observe({ kind: 'consul-session-ended', id: before.ID, name: before.Name, reason });
    }
  }

  #service(before: Maybe<ServiceRow>, after: Maybe<ServiceRow>, reason: string): void {
    const row = after ?? before;
    if (row === undefined) return;
    const { Node: node, ID: id, Service: service } = row;
    if (after === undefined) {
      this.#observe({ kind: 'consul-service-deregistered', node, id, service, reason });
      return;
    }
    const { Address: address, Port: port, Tags: tags } = after;
    this.#observe({ kind: 'consul-service-registered', node, id, service, address, port, tags });
  }

  #check(before: Maybe<CheckRow>, after: Maybe<CheckRow>): void {
    const row = after ?? before;
    if (row === undefined) return;
    const { Node: node, CheckID: id, ServiceID: serviceId } = row;
    if (after === undefined) {
      this.#observe({ kind: 'consul-check-removed', node, id, serviceId });
    } else if (before?.Status !== after.Status) {
      const states = { from: before?.Status ?? null, to: after.Status, reason: after.Output };
      this.#observe({ kind: 'consul-check-changed', node, id, serviceId, ...states });
    }
  }
}

function reasonOf(command: Command): string {
  return command.op === 'deregister' ? command.reason : 'deregistered by a transaction';
}
