import type { Version } from '../mvcc/version.ts';
import type { State } from '../server/state.ts';
import type { ReadRecord, WrittenRecord } from './record.ts';

/** Changes in one record of a snapshot: few enough to be encoded at once. */
const CHANGES_A_RECORD = 1000;

/** Does again what a record says was done. Leases begin their time anew, as after etcd restarts. */
export function replay(state: State, record: ReadRecord): void {
  const { store, leases } = state;
  const { granted, revoked, changes } = record;
  if (granted) leases.grant(granted.ID, granted.TTL);
  if (revoked) leases.remove(revoked.ID);
  for (const change of changes) {
    const previous = store.keys.get(change.key)?.latest ?? null;
    store.record({ ...change, previous });
    leases.move(change.key, previous?.lease ?? 0n, change.lease);
  }
  if (record.snapshot) store.restore(record.revision, record.compacted_plus_one - 1);
  else if (record.compacted_plus_one > 0) store.compact(record.compacted_plus_one - 1);
  else if (changes.length > 0) store.restore(record.revision, store.compacted);
}

/** The records that lead to the state as it is, with all of its history that is kept. */
export function snapshotOf(state: State): WrittenRecord[] {
  const { store, leases } = state;
  const granted = leases.list().map(({ id, ttlS }) => ({ granted: { ID: id, TTL: ttlS } }));
  const versions = store.all();
  const records: WrittenRecord[] = [];
  for (let at = 0; at < versions.length; at += CHANGES_A_RECORD) {
    const changes: readonly Version[] = versions.slice(at, at + CHANGES_A_RECORD);
    records.push({ changes, revision: changes.at(-1)?.mod_revision ?? 0 });
  }
  const last = {
    snapshot: true,
    revision: store.revision,
    compacted_plus_one: store.compacted + 1,
  };
  return [...granted, ...records, last];
}
