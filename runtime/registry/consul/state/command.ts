import { deleteCheck, deleteNode, deleteService, type Registration, register } from './catalog.ts';
import {
  casKey,
  deleteKey,
  deleteKeyCas,
  deleteTree,
  isDelayed,
  lockKey,
  setKey,
  unlockKey,
} from './kv.ts';
import type { KvOperation } from './kv-operation.ts';
import { createSession, destroySession, reap, type SessionDefinition } from './sessions.ts';
import type { AgentRecord, Store } from './store.ts';
import { type Operation, type Result, transact } from './transaction.ts';

/**
 * Everything that can change the store, as plain data: what Consul's servers write into their Raft
 * log. Applying the same commands in the same order gives the same store, so the log of them is
 * all that a restart needs.
 */
export type Command =
  | { readonly op: 'kv'; readonly kv: KvOperation }
  | { readonly op: 'txn'; readonly operations: readonly Operation[] }
  | { readonly op: 'session-create'; readonly session: SessionDefinition }
  | { readonly op: 'session-destroy'; readonly id: string }
  | { readonly op: 'register'; readonly registration: Registration }
  | {
      readonly op: 'deregister';
      readonly node: string;
      readonly serviceId: string;
      readonly checkId: string;
      /** Why, for whoever is told of it. */
      readonly reason: string;
    }
  | { readonly op: 'agent-keep'; readonly record: AgentRecord }
  | { readonly op: 'agent-forget'; readonly kind: AgentRecord['kind']; readonly id: string }
  | { readonly op: 'reap' };

/** What the commands give back. */
export type Outcome = boolean | readonly Result[];

/** Applies one command. Throws a `Refusal` or a `TransactionFailed` when it cannot be. */
export function apply(store: Store, command: Command): Outcome {
  switch (command.op) {
    case 'kv':
      return applyKv(store, command.kv);
    case 'txn':
      return transact(store, command.operations);
    case 'session-create':
      createSession(store, command.session);
      return true;
    case 'session-destroy':
      destroySession(store, command.id);
      return true;
    case 'register':
      register(store, command.registration);
      return true;
    case 'deregister':
      deregister(store, command);
      return true;
    case 'agent-keep':
      store.agent.put(`${command.record.kind}:${command.record.id}`, command.record);
      return true;
    case 'agent-forget':
      store.agent.delete(`${command.kind}:${command.id}`);
      return true;
    case 'reap':
      reap(store);
      return true;
  }
}

/** The writes of `/v1/kv`: whether they were done. */
function applyKv(store: Store, kv: KvOperation): boolean {
  switch (kv.verb) {
    case 'set':
      setKey(store, kv);
      return true;
    case 'cas':
      return casKey(store, kv, kv.index) !== null;
    case 'lock': {
      const row = isDelayed(store, kv.key) ? null : lockKey(store, kv, kv.session);
      return row !== null;
    }
    case 'unlock':
      return unlockKey(store, kv, kv.session) !== null;
    case 'delete':
      deleteKey(store, kv.key);
      return true;
    case 'delete-cas':
      return deleteKeyCas(store, kv.key, kv.index);
    case 'delete-tree':
      deleteTree(store, kv.key);
      return true;
    default:
      throw new Error(`A write to a key has the verb ${kv.verb}, which /v1/kv does not know.`);
  }
}

function deregister(store: Store, command: Extract<Command, { op: 'deregister' }>): void {
  const { node, serviceId, checkId } = command;
  if (serviceId !== '') deleteService(store, node, serviceId);
  else if (checkId !== '') deleteCheck(store, node, checkId);
  else deleteNode(store, node);
}
