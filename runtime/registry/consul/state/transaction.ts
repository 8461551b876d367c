import { quote } from '../codec/text.ts';
import {
  deleteCheck,
  deleteNode,
  deleteService,
  putCheck,
  putNode,
  putService,
} from './catalog.ts';
import { applyKvOperation, type KvOperation } from './kv-operation.ts';
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
  | { readonly kind: 'missing-kv'; readonly key: string }
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

/** Does all operations in order, or none: then every one that failed is told of. */
export function transact(store: Store, operations: readonly Operation[]): Result[] {
  const errors: { OpIndex: number; What: string }[] = [];
  const results = operations.flatMap((operation, OpIndex) => {
    try {
      return apply(store, operation);
    } catch (error) {
      errors.push({ OpIndex, What: (error as Error).message });
      return [];
    }
  });
  if (errors.length > 0) throw new TransactionFailed(errors);
  return results;
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
      return onRow(operation, 'node', node.Node, row, {
        put: () => putNode(store, node),
        remove: () => deleteNode(store, node.Node),
      }).map((found) => ({ kind: 'node', row: found }));
    }
    case 'service': {
      const { node, service } = operation;
      const row = () => store.services.get(rowKey(node, service.ID));
      return onRow(operation, 'service', service.ID, row, {
        put: () => putService(store, node, service),
        remove: () => deleteService(store, node, service.ID),
      }).map((found) => ({ kind: 'service', row: found }));
    }
    case 'check': {
      const { node, check } = operation;
      const row = () => store.checks.get(rowKey(node, check.CheckID));
      return onRow(operation, 'check', check.CheckID, row, {
        put: () => putCheck(store, node, check),
        remove: () => deleteCheck(store, node, check.CheckID),
      }).map((found) => ({ kind: 'check', row: found }));
    }
    case 'session':
      if (operation.verb !== 'delete') throw unknownVerb('Session', operation.verb);
      destroySession(store, operation.id);
      return [];
    case 'none':
      throw new Error('no operation specified');
  }
}

/** The verbs that nodes, services and checks have in common. */
function onRow<Row extends { readonly ModifyIndex: number }>(
  { verb, index }: { readonly verb: string; readonly index: number | bigint },
  kind: 'node' | 'service' | 'check',
  id: string,
  find: () => Row | undefined,
  write: { readonly put: () => void; readonly remove: () => void },
): Row[] {
  const isCurrent = () => (find()?.ModifyIndex ?? 0) === index;
  switch (verb) {
    case 'get': {
      const found = find();
      if (found === undefined) throw new Error(`${kind} ${quote(id)} doesn't exist`);
      return [found];
    }
    case 'cas':
      if (!isCurrent()) throw new Error(`failed to set ${kind} ${quote(id)}, index is stale`);
      write.put();
      return [find() as Row];
    case 'set':
      write.put();
      return [find() as Row];
    case 'delete-cas':
      if (!isCurrent()) throw new Error(`failed to delete ${kind} ${quote(id)}, index is stale`);
      write.remove();
      return [];
    case 'delete':
      write.remove();
      return [];
    default:
      throw unknownVerb(kind === 'node' ? 'Node' : kind === 'service' ? 'Service' : 'Check', verb);
  }
}

function unknownVerb(kind: string, verb: string): Error {
  return new Error(`unknown ${kind} verb ${quote(verb)}`);
}
