import { checkKey, checkPut, checkTxn } from '../kv/check.ts';
import { range } from '../kv/range.ts';
import { isReadOnly, txn } from '../kv/txn.ts';
import { checkPutApplies, deleteRange, put } from '../kv/write.ts';
import * as kv from '../messages/kv.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import { type Method, unary } from '../server/method.ts';
import type { State } from '../server/state.ts';

/** etcd's KV service. */
export function kvService(state: State): Method[] {
  return [
    unary('/etcdserverpb.KV/Range', ['kv/range'], [kv.RangeRequest, kv.RangeResponse], (request) =>
      rangeNow(state, request),
    ),
    unary('/etcdserverpb.KV/Put', ['kv/put'], [kv.PutRequest, kv.PutResponse], (request) =>
      putNow(state, request),
    ),
    unary(
      '/etcdserverpb.KV/DeleteRange',
      ['kv/deleterange'],
      [kv.DeleteRangeRequest, kv.DeleteRangeResponse],
      (request) => deleteNow(state, request),
    ),
    unary('/etcdserverpb.KV/Txn', ['kv/txn'], [kv.TxnRequest, kv.TxnResponse], (request) =>
      txnNow(state, request),
    ),
    unary(
      '/etcdserverpb.KV/Compact',
      ['kv/compaction'],
      [kv.CompactionRequest, kv.CompactionResponse],
      ({ revision }) => {
        state.compact(revision);
        return { header: state.header() };
      },
    ),
  ];
}

function rangeNow(
  state: State,
  request: Incoming<typeof kv.RangeRequest>,
): Outgoing<typeof kv.RangeResponse> {
  checkKey(request);
  const { store } = state;
  if (request.revision > 0) store.checkReadable(request.revision);
  return { ...range(store, request, store.revision), header: state.header() };
}

function putNow(
  state: State,
  request: Incoming<typeof kv.PutRequest>,
): Outgoing<typeof kv.PutResponse> {
  checkPut(request);
  state.checkSpace(request.value.length);
  // Outside a transaction etcd looks for the lease before it looks for the key.
  if (request.lease !== 0n) state.leases.get(request.lease);
  checkPutApplies(state.store, state.leases, request);
  const write = state.store.write();
  const answer = put(state.store, state.leases, write, request);
  state.commit(write);
  return { ...answer, header: state.header(write.revision) };
}

function deleteNow(
  state: State,
  request: Incoming<typeof kv.DeleteRangeRequest>,
): Outgoing<typeof kv.DeleteRangeResponse> {
  checkKey(request);
  const write = state.store.write();
  const answer = deleteRange(state.store, state.leases, write, request);
  state.commit(write);
  return { ...answer, header: state.header() };
}

function txnNow(
  state: State,
  request: Incoming<typeof kv.TxnRequest>,
): Outgoing<typeof kv.TxnResponse> {
  checkTxn(request);
  if (!isReadOnly(request)) state.checkSpace(0);
  const answer = txn(state.store, state.leases, request, state.commit);
  return { ...answer, header: state.header() };
}
