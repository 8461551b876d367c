import type { ByteString } from '../bytes.ts';
import { checkPutApplies, deleteRange, put } from '../kv/write.ts';
import type { Version } from '../mvcc/version.ts';
import type { State } from '../server/state.ts';

/** Puts a key with its lease. Throws where the lease is gone. */
export function putLeased(state: State, key: ByteString, value: ByteString, lease: bigint): void {
  const request = { key, value, lease, prev_kv: false, ignore_value: false, ignore_lease: false };
  state.checkSpace(value.length);
  checkPutApplies(state.store, state.leases, request);
  const write = state.store.write();
  put(state.store, state.leases, write, request);
  state.commit(write);
}

export function deleteKey(state: State, key: ByteString): void {
  const write = state.store.write();
  deleteRange(state.store, state.leases, write, { key, range_end: '', prev_kv: false });
  state.commit(write);
}

/** Enters a queue, or finds its place where this lease stands in it already. */
export function enter(state: State, key: ByteString, value: ByteString, lease: bigint): Version {
  const there = state.store.get(key);
  if (there !== null) return there;
  putLeased(state, key, value, lease);
  return state.store.get(key) as Version;
}

/** The lease that a call brings, or one of 60 s that the server makes for it. */
export function leaseOf(state: State, lease: bigint): bigint {
  return lease === 0n ? state.grant(0n, 60).id : lease;
}
