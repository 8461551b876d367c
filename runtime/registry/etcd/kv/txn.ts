import type { Leases } from '../lease/leases.ts';
import type { RequestOp, ResponseOp, TxnRequest, TxnResponse } from '../messages/kv.ts';
import { type Interval, intervalOf } from '../mvcc/interval.ts';
import type { Store, Write } from '../mvcc/store.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import { holds } from './compare.ts';
import { range } from './range.ts';
import { checkPutApplies, deleteRange, put } from './write.ts';

type Txn = Incoming<typeof TxnRequest>;
type Operation = Incoming<typeof RequestOp>;

/** Which way a transaction goes, and those within it: settled before anything is changed. */
interface Way {
  readonly succeeded: boolean;
  readonly operations: readonly Operation[];
  readonly within: ReadonlyMap<Operation, Way>;
}

/**
 * Carries out a transaction whose form was checked. Throws, and changes nothing, where one of the
 * operations on its way cannot be done. etcd 3.4: apply.go, `applierV3backend.Txn`.
 */
export function txn(
  store: Store,
  leases: Leases,
  request: Txn,
  commit: (write: Write) => void,
): Outgoing<typeof TxnResponse> {
  const way = chooseWay(store, request);
  const gone: Interval[] = [];
  // etcd checks all puts before all ranges.
  checkEach(way, ({ request_put, request_delete_range }) => {
    // etcd overlooks that a key which a put relies on is gone by then, and dies.
    if (request_put) checkPutApplies(store, leases, request_put, gone);
    if (request_delete_range) {
      gone.push(intervalOf(request_delete_range.key, request_delete_range.range_end));
    }
  });
  checkEach(way, ({ request_range }) => {
    if (request_range && request_range.revision !== 0) {
      store.checkReadable(request_range.revision);
    }
  });
  const write = store.write();
  const responses = apply(store, leases, write, way);
  const header = { revision: write.visible };
  commit(write);
  return { header, succeeded: way.succeeded, responses };
}

/** Whether it has nothing but ranges, whichever way it goes. */
export function isReadOnly({ success, failure }: Txn): boolean {
  return [...success, ...failure].every(
    ({ request_put, request_delete_range, request_txn }) =>
      !request_put && !request_delete_range && (!request_txn || isReadOnly(request_txn)),
  );
}

function chooseWay(store: Store, { compare, success, failure }: Txn): Way {
  const succeeded = compare.every((comparison) => holds(store, comparison));
  const operations = succeeded ? success : failure;
  const within = new Map<Operation, Way>();
  for (const operation of operations) {
    if (operation.request_txn) within.set(operation, chooseWay(store, operation.request_txn));
  }
  return { succeeded, operations, within };
}

function checkEach({ operations, within }: Way, check: (operation: Operation) => void): void {
  for (const operation of operations) {
    const way = within.get(operation);
    if (way) checkEach(way, check);
    else check(operation);
  }
}

function apply(
  store: Store,
  leases: Leases,
  write: Write,
  { operations, within }: Way,
): Outgoing<typeof ResponseOp>[] {
  return operations.map((operation) => {
    const { request_range, request_put, request_delete_range } = operation;
    if (request_range) {
      return { response_range: range(store, request_range, write.visible) };
    }
    if (request_put) return { response_put: put(store, leases, write, request_put) };
    if (request_delete_range) {
      return { response_delete_range: deleteRange(store, leases, write, request_delete_range) };
    }
    const way = within.get(operation) as Way;
    const responses = apply(store, leases, write, way);
    return { response_txn: { header: {}, succeeded: way.succeeded, responses } };
  });
}
