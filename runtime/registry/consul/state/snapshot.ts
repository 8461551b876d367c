import type { Json } from '../codec/json.ts';
import type { TableIndexesImage } from './indexes.ts';
import type { Store } from './store.ts';

/** The whole of a store, as plain data. */
export interface Snapshot {
  readonly index: number;
  readonly indexes: TableIndexesImage;
  readonly tables: Readonly<Record<string, readonly (readonly [key: string, row: Json])[]>>;
}

export function takeSnapshot(store: Store): Snapshot {
  const tables = Object.entries(store.tables).map(([name, table]) => [name, table.image()]);
  return {
    index: store.index,
    indexes: store.indexes.image(),
    tables: Object.fromEntries(tables),
  };
}

/** Only what `takeSnapshot` gave is read. */
export function readSnapshot(store: Store, snapshot: Snapshot): void {
  for (const [name, table] of Object.entries(store.tables)) table.load(snapshot.tables[name] ?? []);
  store.load(snapshot.index);
  store.indexes.load(snapshot.indexes);
}
