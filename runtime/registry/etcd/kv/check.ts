import type { PutRequest, RequestOp, TxnRequest } from '../messages/kv.ts';
import { contains, type Interval } from '../mvcc/interval.ts';
import type { Incoming } from '../schema/schema.ts';
import { refusals } from '../status.ts';

const MAX_OPERATIONS = 128;

type Txn = Incoming<typeof TxnRequest>;
type Operation = Incoming<typeof RequestOp>;

export function checkKey({ key }: { readonly key: string }): void {
  if (key === '') throw refusals.emptyKey();
}

export function checkPut(request: Incoming<typeof PutRequest>): void {
  checkKey(request);
  if (request.ignore_value && request.value !== '') throw refusals.valueProvided();
  if (request.ignore_lease && request.lease !== 0n) throw refusals.leaseProvided();
}

/** Refuses what no state could make right. etcd 3.4: v3rpc/key.go, `checkTxnRequest`. */
export function checkTxn(txn: Txn): void {
  checkOperations(txn, MAX_OPERATIONS);
  checkOverlaps(txn.success);
  checkOverlaps(txn.failure);
}

function checkOperations(txn: Txn, allowed: number): void {
  const count = Math.max(txn.compare.length, txn.success.length, txn.failure.length);
  if (count > allowed) throw refusals.tooManyOps();
  for (const compare of txn.compare) checkKey(compare);
  for (const operation of [...txn.success, ...txn.failure]) {
    checkOperation(operation, allowed - count);
  }
}

function checkOperation(operation: Operation, allowed: number): void {
  const { request_range, request_put, request_delete_range, request_txn } = operation;
  if (request_range) checkKey(request_range);
  else if (request_put) checkPut(request_put);
  else if (request_delete_range) checkKey(request_delete_range);
  else if (request_txn) checkOperations(request_txn, allowed);
  else throw refusals.keyNotFound();
}

interface Touched {
  readonly puts: Set<string>;
  readonly deletes: Interval[];
}

/** No key may be put twice, or be put and deleted, on one way through a transaction. */
function checkOverlaps(operations: readonly Operation[]): Touched {
  const puts = new Set<string>();
  const deletes = operations.flatMap(({ request_delete_range: request }) =>
    request ? [deletedBy(request.key, request.range_end)] : [],
  );
  const isDeleted = (key: string) => deletes.some((interval) => contains(interval, key));
  for (const { request_txn } of operations) {
    if (!request_txn) continue;
    const success = checkOverlaps(request_txn.success);
    const failure = checkOverlaps(request_txn.failure);
    for (const key of success.puts) {
      if (puts.has(key) || isDeleted(key)) throw refusals.duplicateKey();
    }
    for (const key of success.puts) puts.add(key);
    for (const key of failure.puts) {
      const isOther = puts.has(key) && !success.puts.has(key);
      if (isOther || isDeleted(key)) throw refusals.duplicateKey();
      puts.add(key);
    }
    deletes.push(...success.deletes, ...failure.deletes);
  }
  for (const { request_put } of operations) {
    if (!request_put) continue;
    const { key } = request_put;
    if (puts.has(key) || isDeleted(key)) throw refusals.duplicateKey();
    puts.add(key);
  }
  return { puts, deletes };
}

/** Here etcd takes a `range_end` of the byte 0 as it stands: such an interval is empty. */
function deletedBy(key: string, rangeEnd: string): Interval {
  return { from: key, to: rangeEnd === '' ? `${key}\0` : rangeEnd };
}
