import type { CheckRow, NodeRow, ServiceRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Change } from './table.ts';
import type { Topic } from './watchers.ts';

type IndexedTable = 'kv' | 'sessions' | 'nodes' | 'services' | 'checks';

/** All of the indexes, as plain data. */
export interface TableIndexesImage {
  readonly tables: readonly (readonly [table: string, index: number])[];
  readonly services: readonly (readonly [service: string, index: number])[];
  readonly extinction: number;
}

/**
 * The indexes that queries answer with: one a table, and one a service, so that a change of one
 * service wakes nobody who watches another. A service's index covers its instances, their checks,
 * and the nodes that they are on.
 */
export class TableIndexes {
  readonly #store: Store;
  #tables = new Map<string, number>();
  #services = new Map<string, number>();
  /** When a service last lost its last instance; 0 when none ever did. */
  #extinction = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  table(...names: readonly IndexedTable[]): number {
    return Math.max(...names.map((name) => this.#tables.get(name) ?? 0));
  }

  /** The index of a service's instances and checks; for one that is not there, of its end. */
  service(name: string): number {
    const own = this.#services.get(name);
    if (own !== undefined) return own;
    return this.#extinction > 0 ? this.#extinction : this.table('nodes', 'services', 'checks');
  }

  /** The index of a prefix of keys: of what is under it, and of what was deleted there. */
  prefix(prefix: string): number {
    if (prefix === '') return this.table('kv');
    let highest = 0;
    for (const row of this.#store.kv.rows(prefix)) highest = Math.max(highest, row.ModifyIndex);
    for (const row of this.#store.tombstones.rows(prefix)) highest = Math.max(highest, row.index);
    return highest > 0 ? highest : this.table('kv');
  }

  image(): TableIndexesImage {
    return {
      tables: [...this.#tables],
      services: [...this.#services],
      extinction: this.#extinction,
    };
  }

  load(image: TableIndexesImage): void {
    this.#tables = new Map(image.tables);
    this.#services = new Map(image.services);
    this.#extinction = image.extinction;
  }

  /** Takes note of a transaction's changes; gives what has changed, as watchers name it. */
  note(changes: readonly Change[], index: number): Set<Topic> {
    const topics = new Set<Topic>();
    for (const change of changes) {
      const { table } = change;
      if (table === 'kv') topics.add(`kv:${change.key}`);
      if (this.#isIndexed(table)) {
        this.#tables.set(table, index);
        topics.add(table);
      }
      for (const name of this.#servicesOf(change)) topics.add(`service:${name}`);
    }
    for (const topic of topics) {
      if (topic.startsWith('service:')) this.#noteService(topic.slice('service:'.length), index);
    }
    return topics;
  }

  #isIndexed(table: string): table is IndexedTable {
    return ['kv', 'sessions', 'nodes', 'services', 'checks'].includes(table);
  }

  #noteService(name: string, index: number): void {
    const lives = this.#store.services.rows().some(({ Service }) => Service === name);
    if (lives) this.#services.set(name, index);
    else if (this.#services.delete(name)) this.#extinction = index;
  }

  #servicesOf(change: Change): string[] {
    const rows = [change.before, change.after].filter((row) => row !== undefined);
    if (change.table === 'services') return (rows as ServiceRow[]).map((row) => row.Service);
    if (change.table === 'nodes') return (rows as NodeRow[]).flatMap((row) => this.#on(row));
    if (change.table !== 'checks') return [];
    return (rows as CheckRow[]).flatMap((row) =>
      row.ServiceID === '' ? this.#on(row) : [row.ServiceName],
    );
  }

  #on(row: { readonly Node: string }): string[] {
    return this.#store.services.rows(`${row.Node}\0`).map(({ Service }) => Service);
  }
}
