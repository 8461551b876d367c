import { quote } from '../../go/index.ts';
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
import type { KvRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Result } from './transaction.ts';

/** One KV operation of a transaction; the verbs of `PUT /v1/txn`. */
export interface KvOperation {
  readonly verb: string;
  readonly key: string;
  /** base64. */
  readonly value: string;
  readonly flags: number | bigint;
  readonly index: number | bigint;
  readonly session: string;
}

/** Refuses what can be seen to be wrong before anything is done. */
export function checkKvOperation(store: Store, { verb, key }: KvOperation): void {
  if (key === '' && verb !== 'delete-tree') throw new Error('Must provide key');
  if (verb !== 'lock' || !isDelayed(store, key)) return;
  throw new Error(`failed to lock key ${quote(key)} due to lock delay`);
}

/** Does one operation; an error's message is Consul's text for the transaction's answer. */
export function applyKvOperation(store: Store, operation: KvOperation): Result[] {
  const { verb, key, index, session } = operation;
  const name = quote(key);
  switch (verb) {
    case 'set':
      return written(setKey(store, operation));
    case 'cas':
      return written(casKey(store, operation, index), `failed to set key ${name}, index is stale`);
    case 'lock': {
      const held = `failed to lock key ${name}, lock is already held`;
      return written(lockKey(store, operation, session), held);
    }
    case 'unlock': {
      const lost = `failed to unlock key ${name}, lock isn't held, or is held by another session`;
      return written(unlockKey(store, operation, session), lost);
    }
    case 'delete':
      deleteKey(store, key);
      return [];
    case 'delete-cas':
      if (deleteKeyCas(store, key, index)) return [];
      throw new Error(`failed to delete key ${name}, index is stale`);
    case 'delete-tree':
      deleteTree(store, key);
      return [];
    default:
      return read(store, operation);
  }
}

function read(store: Store, { verb, key, flags, index, session }: KvOperation): Result[] {
  const name = quote(key);
  const row = store.kv.get(key);
  const existing = (what: string) => {
    if (row === undefined) throw new Error(`${what}key ${name} doesn't exist`);
    return row;
  };
  switch (verb) {
    case 'get':
      return [{ kind: 'kv', row: existing(''), withValue: true }];
    case 'get-or-empty':
      return [{ kind: 'kv', row: row ?? emptyRow(key, flags), withValue: true }];
    case 'get-tree':
      return store.kv.rows(key).map((found) => ({ kind: 'kv', row: found, withValue: true }));
    case 'check-index': {
      const { ModifyIndex } = existing('failed to check index, ');
      if (ModifyIndex === index) return written(row as KvRow);
      const differs = `current modify index ${ModifyIndex} != ${index}`;
      throw new Error(`failed index check for key ${name}, ${differs}`);
    }
    case 'check-session': {
      const { Session } = existing('failed to check session, ');
      if (Session === session) return written(row as KvRow);
      const differs = `current session ${quote(Session)} != ${quote(session)}`;
      throw new Error(`failed session check for key ${name}, ${differs}`);
    }
    case 'check-not-exists':
      if (row === undefined) return [];
      throw new Error(`key ${name} exists`);
    default:
      throw new Error(`unknown KV verb ${quote(verb)}`);
  }
}

function written(row: KvRow | null, otherwise = ''): Result[] {
  if (row === null) throw new Error(otherwise);
  return [{ kind: 'kv', row, withValue: false }];
}

function emptyRow(key: string, flags: number | bigint): KvRow {
  const indexes = { LockIndex: 0, CreateIndex: 0, ModifyIndex: 0 };
  return { Key: key, Value: '', Flags: flags, Session: '', ...indexes };
}
