import { failure } from '../http/refusal.ts';
import { deleteKey, isDelayed } from './kv.ts';
import type { SessionRow } from './rows.ts';
import { rowKey, type Store } from './store.ts';

export type SessionDefinition = Omit<SessionRow, 'CreateIndex' | 'ModifyIndex'>;

/** Makes a session. Its node and its checks must be there, and no check may be critical. */
export function createSession(store: Store, session: SessionDefinition): string {
  if (store.nodes.get(session.Node) === undefined) throw failure('Missing node registration');
  for (const checkId of checksOf(session)) {
    const check = store.checks.get(rowKey(session.Node, checkId));
    if (check === undefined) throw failure(`Missing check '${checkId}' registration`);
    if (check.Status === 'critical') throw failure(`Check '${checkId}' is in critical state`);
  }
  store.sessions.put(session.ID, { ...session, ...store.stamp(undefined) });
  return session.ID;
}

/**
 * Ends a session, whatever ended it. Every key that it held is released, or deleted if the session
 * says so; and nobody may lock such a key before the session's lock-delay has passed, so that a
 * holder that does not know yet has time to notice.
 */
export function destroySession(store: Store, id: string): void {
  const session = store.sessions.get(id);
  if (session === undefined) return;
  store.sessions.delete(id);
  for (const held of store.kv.rows()) {
    if (held.Session !== id) continue;
    if (session.Behavior === 'delete') deleteKey(store, held.Key);
    else store.kv.put(held.Key, { ...held, Session: '', ...store.stamp(held) });
    if (session.lockDelayMs > 0) {
      const untilMs = store.nowMs + session.lockDelayMs;
      store.lockDelays.put(held.Key, { key: held.Key, untilMs });
    }
  }
}

/** Ends the sessions that rest on a check: it is critical, or gone. */
export function endSessionsOfCheck(store: Store, node: string, checkId: string): void {
  for (const session of store.sessions.rows()) {
    if (session.Node === node && checksOf(session).includes(checkId)) {
      destroySession(store, session.ID);
    }
  }
}

export function endSessionsOfNode(store: Store, node: string): void {
  for (const session of store.sessions.rows()) {
    if (session.Node === node) destroySession(store, session.ID);
  }
}

/** Forgets lock-delays that have passed and tombstones that nobody can need any more. */
export function reap(store: Store): void {
  for (const { key, atMs } of store.tombstones.rows()) {
    if (store.nowMs - atMs >= TOMBSTONE_TTL_MS) store.tombstones.delete(key);
  }
  for (const { key } of store.lockDelays.rows()) {
    if (!isDelayed(store, key)) store.lockDelays.delete(key);
  }
}

/** Consul's `tombstone_ttl`: longer than any query may wait. */
const TOMBSTONE_TTL_MS = 15 * 60_000;

function checksOf(session: SessionDefinition): string[] {
  return [...session.NodeChecks, ...(session.ServiceChecks ?? []).map(({ ID }) => ID)];
}
