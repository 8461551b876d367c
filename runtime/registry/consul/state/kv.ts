import { quote } from '../../go/index.ts';
import { failure } from '../http/refusal.ts';
import type { KvRow } from './rows.ts';
import type { Store } from './store.ts';

/** What a write to a key carries. */
export interface KvEntry {
  readonly key: string;
  /** base64. */
  readonly value: string;
  readonly flags: number | bigint;
}

/** Writes a key whoever holds its lock: Consul's locks are advisory. An equal write changes nothing. */
export function setKey(store: Store, entry: KvEntry): KvRow {
  const before = store.kv.get(entry.key);
  return put(store, entry, { LockIndex: before?.LockIndex ?? 0, Session: before?.Session ?? '' });
}

/** Writes a key if it is as the caller knows it. Index 0: only if there is none yet. */
export function casKey(store: Store, entry: KvEntry, index: number | bigint): KvRow | null {
  const modified = store.kv.get(entry.key)?.ModifyIndex ?? 0;
  return index === modified ? setKey(store, entry) : null;
}

/**
 * Takes the lock of a key and writes it. The holder's own session takes it again, without a new
 * fencing token. Null when another holds it; lock-delay is the caller's to look at.
 */
export function lockKey(store: Store, entry: KvEntry, session: string): KvRow | null {
  requireSession(store, session);
  const before = store.kv.get(entry.key);
  const holder = before?.Session ?? '';
  if (holder !== '' && holder !== session) return null;
  const lockIndex = (before?.LockIndex ?? 0) + (holder === session ? 0 : 1);
  return put(store, entry, { LockIndex: lockIndex, Session: session });
}

/** Gives the lock back, and writes the key. Null when that session does not hold it. */
export function unlockKey(store: Store, entry: KvEntry, session: string): KvRow | null {
  if (session === '') throw failure('missing session');
  const before = store.kv.get(entry.key);
  if (before === undefined || before.Session !== session) return null;
  return put(store, entry, { LockIndex: before.LockIndex, Session: '' });
}

export function deleteKey(store: Store, key: string): void {
  if (store.kv.get(key) === undefined) return;
  store.kv.delete(key);
  store.tombstones.put(key, { key, index: store.index, atMs: store.nowMs });
}

/** True when the key is gone afterwards: it was missing, or was as the caller knows it. */
export function deleteKeyCas(store: Store, key: string, index: number | bigint): boolean {
  const before = store.kv.get(key);
  if (before !== undefined && before.ModifyIndex !== index) return false;
  deleteKey(store, key);
  return true;
}

export function deleteTree(store: Store, prefix: string): void {
  for (const { Key } of store.kv.rows(prefix)) deleteKey(store, Key);
}

/** Whether nobody may take this lock yet, because its last holder was lost. */
export function isDelayed(store: Store, key: string): boolean {
  return (store.lockDelays.get(key)?.untilMs ?? 0) > store.nowMs;
}

function requireSession(store: Store, session: string): void {
  if (session === '') throw failure('missing session');
  if (store.sessions.get(session) === undefined) {
    throw failure(`invalid session ${quote(session)}`);
  }
}

function put(store: Store, entry: KvEntry, lock: Pick<KvRow, 'LockIndex' | 'Session'>): KvRow {
  const before = store.kv.get(entry.key);
  const row = { Key: entry.key, Value: entry.value, Flags: entry.flags, ...lock };
  if (before !== undefined && isSame(before, row)) return before;
  const written = { ...row, ...store.stamp(before) };
  store.kv.put(entry.key, written);
  return written;
}

function isSame(before: KvRow, row: Omit<KvRow, 'CreateIndex' | 'ModifyIndex'>): boolean {
  return (
    before.Value === row.Value &&
    before.Flags === row.Flags &&
    before.LockIndex === row.LockIndex &&
    before.Session === row.Session
  );
}
