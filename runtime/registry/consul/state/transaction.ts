import { quote } from '../../go/index.ts';
import {
  deleteCheck,
  deleteNode,
  deleteService,
  putCheck,
  putNode,
  putService,
} from './catalog.ts';
import { applyKvOperation, checkKvOperation, type KvOperation } from './kv-operation.ts';
import { applyToRow, ROW_VERBS } from './row-operation.ts';
import type {
  CheckDefinition,
  CheckRow,
  KvRow,
  NodeRow,
  ServiceDefinition,
  ServiceRow,
} from './rows.ts';
import { destroySession } from './sessions.ts';
import { rowKey, type Store } from './store.ts';

/** One operation of `PUT /v1/txn`. */
export type Operation =
  | { readonly kind: 'kv'; readonly kv: KvOperation }
  | {
      readonly kind: 'node';
      readonly verb: string;
      readonly node: Omit<NodeRow, 'CreateIndex' | 'ModifyIndex'>;
      readonly index: number | bigint;
    }
  | {
      readonly kind: 'service';
      readonly verb: string;
      readonly node: string;
      readonly service: ServiceDefinition;
      readonly index: number | bigint;
    }
  | {
      readonly kind: 'check';
      readonly verb: string;
      readonly node: string;
      readonly check: CheckDefinition;
      readonly index: number | bigint;
    }
  | { readonly kind: 'session'; readonly verb: string; readonly id: string }
  | { readonly kind: 'none' };

/** What an operation found or wrote, without the values that it need not repeat. */
export type Result =
  | { readonly kind: 'kv'; readonly row: KvRow; readonly withValue: boolean }
  | { readonly kind: 'node'; readonly row: NodeRow }
  | { readonly kind: 'service'; readonly row: ServiceRow }
  | { readonly kind: 'check'; readonly row: CheckRow };

/** Nothing of a transaction was done: which operations stand in the way, and why. */
export class TransactionFailed extends Error {
  override readonly name = 'TransactionFailed';
  readonly errors: readonly { readonly OpIndex: number; readonly What: string }[];

  constructor(errors: TransactionFailed['errors']) {
    super('Transaction rolled back');
    this.errors = errors;
  }
}

/**
 * Does all operations in order, or none: then every one that failed is told of. What can be seen to
 * be wrong beforehand is told alone, as a leader looks at it before it asks the others.
 */
export function transact(store: Store, operations: readonly Operation[]): Result[] {
  collect(operations, (operation) => check(store, operation));
  return collect(operations, (operation) => apply(store, operation)).flat();
}

function collect<Value>(
  operations: readonly Operation[],
  run: (operation: Operation) => Value,
): Value[] {
  const errors: { OpIndex: number; What: string }[] = [];
  const values: Value[] = [];
  for (const [OpIndex, operation] of operations.entries()) {
    try {
      values.push(run(operation));
    } catch (error) {
      errors.push({ OpIndex, What: (error as Error).message });
    }
  }
  if (errors.length > 0) throw new TransactionFailed(errors);
  return values;
}

function check(store: Store, operation: Operation): void {
  if (operation.kind === 'kv') {
    checkKvOperation(store, operation.kv);
  } else if (operation.kind !== 'none') {
    const verbs = operation.kind === 'session' ? ['delete'] : ROW_VERBS;
    if (verbs.includes(operation.verb)) return;
    throw new Error(`unknown ${operation.kind} operation: ${operation.verb}`);
  }
}

/** Whether a transaction only reads. */
export function isReadOnly(operations: readonly Operation[]): boolean {
  return operations.every((operation) => operation.kind === 'kv' && READING.has(operation.kv.verb));
}

const READING = new Set([
  'get',
  'get-or-empty',
  'get-tree',
  'check-index',
  'check-session',
  'check-not-exists',
]);

function apply(store: Store, operation: Operation): Result[] {
  switch (operation.kind) {
    case 'kv':
      return applyKvOperation(store, operation.kv);
    case 'node': {
      const { node } = operation;
      const row = () => store.nodes.get(node.Node);
      return applyToRow(operation, `node ${quote(node.Node)}`, row, {
        put: () => putNode(store, node),
        remove: () => deleteNode(store, node.Node),
      }).map((found) => ({ kind: 'node', row: found }));
    }
    case 'service': {
      const { node, service } = operation;
      const row = () => store.services.get(rowKey(node, service.ID));
      const name = `service ${quote(service.ID)} on node ${quote(node)}`;
      return applyToRow(operation, name, row, {
        put: () => putService(store, node, service),
        remove: () => deleteService(store, node, service.ID),
      }).map((found) => ({ kind: 'service', row: found }));
    }
    case 'check': {
      const { node, check } = operation;
      const row = () => store.checks.get(rowKey(node, check.CheckID));
      const name = `check ${quote(check.CheckID)} on node ${quote(node)}`;
      return applyToRow(operation, name, row, {
        put: () => putCheck(store, node, check),
        remove: () => deleteCheck(store, node, check.CheckID),
      }).map((found) => ({ kind: 'check', row: found }));
    }
    case 'session':
      destroySession(store, operation.id);
      return [];
    case 'none':
      throw new Error('no operation specified');
  }
}
