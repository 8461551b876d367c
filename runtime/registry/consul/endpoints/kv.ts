import { decodeBase64, encodeBase64 } from '../codec/base64.ts';
import { parseUint } from '../codec/text.ts';
import { type Found, queryHeaders } from '../http/blocking.ts';
import type { Call } from '../http/call.ts';
import { checkDatacenter, readQueryOptions } from '../http/query-options.ts';
import { badRequest, failure } from '../http/refusal.ts';
import { empty, json, type Reply, text } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import { answerQuery, type Server } from '../server.ts';
import { kvKeys } from './kv-keys.ts';
import { kvView } from './views.ts';

/** `/v1/kv`: read, write and delete keys, and lock them. Source: Consul's KV store API. */
export function kvRoutes(server: Server): Routes {
  return {
    'GET /v1/kv/': (call, key) => get(server, call, key),
    'PUT /v1/kv/': (call, key) => put(server, call, key),
    'DELETE /v1/kv/': (call, key) => remove(server, call, key),
  };
}

/** Bytes of a value: Consul's `kv_max_value_size`. */
export const MAX_VALUE_BYTES = 512 * 1024;

async function get(server: Server, call: Call, key: string): Promise<Reply> {
  const options = readQueryOptions(call, server.options.datacenter);
  if (call.has('keys')) return kvKeys(server, call, key);
  if (call.has('recurse')) return getTree(server, call, key);
  if (key === '') throw badRequest('Missing key name');
  const { kv } = server.store;
  const found = await server.queries.run(options, call.signal, () => {
    const row = kv.get(key);
    const index = row?.ModifyIndex ?? server.store.indexes.table('kv');
    return { value: row, index, topics: [`kv:${key}`], exists: row !== undefined };
  });
  const headers = queryHeaders(found.index, options.consistency);
  if (found.value === undefined) return empty(404, headers);
  if (call.has('raw')) return raw(found.value.Value, headers);
  return json([kvView(found.value, true)], headers);
}

async function getTree(server: Server, call: Call, prefix: string): Promise<Reply> {
  const reply = await answerQuery(server, call, (): Found<ReturnType<typeof kvView>[]> => {
    const rows = server.store.kv.rows(prefix);
    return {
      value: rows.map((row) => kvView(row, true)),
      index: server.store.indexes.prefix(prefix),
      topics: [`kv-prefix:${prefix}`],
      exists: rows.length > 0,
    };
  });
  const isEmpty = reply.body.kind === 'json' && (reply.body.value as unknown[]).length === 0;
  return isEmpty ? empty(404, reply.headers) : reply;
}

function raw(value: string, headers: Reply['headers']): Reply {
  const safe = { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': 'sandbox' };
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain', ...safe, ...headers },
    body: { kind: 'bytes', bytes: decodeBase64(value) },
  };
}

async function put(server: Server, call: Call, key: string): Promise<Reply> {
  checkDatacenter(call, server.options.datacenter);
  if (key === '') throw badRequest('Missing key name');
  const conflict = conflicting(call, 'cas', 'acquire', 'release');
  if (conflict !== null) return conflict;
  const flags = call.has('flags') ? unsigned(call.param('flags')) : 0;
  const verb = call.has('acquire')
    ? 'lock'
    : call.has('release')
      ? 'unlock'
      : call.has('cas')
        ? 'cas'
        : 'set';
  const index = verb === 'cas' ? unsigned(call.param('cas')) : 0;
  const session = call.param(verb === 'lock' ? 'acquire' : 'release');
  const value = encodeBase64(await call.bytes(MAX_VALUE_BYTES, 'kv_max_value_size'));
  const kv = { verb, key, value, flags, index, session };
  const isDone = (await server.commits.propose({ op: 'kv', kv })) === true;
  if (verb === 'lock' && !isDone) server.tell.lockRefused(key, session);
  return json(isDone);
}

async function remove(server: Server, call: Call, key: string): Promise<Reply> {
  checkDatacenter(call, server.options.datacenter);
  if (key === '' && !call.has('recurse')) throw badRequest('Missing key name');
  const conflict = conflicting(call, 'recurse', 'cas');
  if (conflict !== null) return conflict;
  const verb = call.has('recurse') ? 'delete-tree' : call.has('cas') ? 'delete-cas' : 'delete';
  const index = verb === 'delete-cas' ? unsigned(call.param('cas')) : 0;
  const kv = { verb, key, value: '', flags: 0, index, session: '' };
  return json((await server.commits.propose({ op: 'kv', kv })) === true);
}

function conflicting(call: Call, ...flags: readonly string[]): Reply | null {
  const set = flags.filter((flag) => call.has(flag));
  return set.length > 1 ? text(400, `Conflicting flags: ${call.rawQuery}\n`) : null;
}

function unsigned(value: string): number | bigint {
  try {
    return parseUint(value);
  } catch (error) {
    throw failure((error as Error).message);
  }
}
