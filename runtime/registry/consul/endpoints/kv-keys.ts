import type { Call } from '../http/call.ts';
import { empty, type Reply } from '../http/reply.ts';
import { answerQuery, type Server } from '../server.ts';

/**
 * `GET /v1/kv/<prefix>?keys`: names alone. With a separator, what lies deeper than the first one
 * past the prefix is one entry that ends in it, as a folder.
 */
export async function kvKeys(server: Server, call: Call, prefix: string): Promise<Reply> {
  // Consul accepts the spelling that it once had.
  const separator = call.param('separator') || call.param('seperator');
  const reply = await answerQuery(server, call, () => {
    const keys = server.store.kv.rows(prefix).map(({ Key }) => Key);
    return {
      value: separator === '' ? keys : folded(keys, prefix.length, separator),
      index: server.store.indexes.prefix(prefix),
      topics: [`kv-prefix:${prefix}`],
      exists: keys.length > 0,
    };
  });
  const isEmpty = reply.body.kind === 'json' && (reply.body.value as unknown[]).length === 0;
  return isEmpty && prefix !== '' ? empty(404, reply.headers) : reply;
}

function folded(keys: readonly string[], from: number, separator: string): string[] {
  const names = keys.map((key) => {
    const at = key.indexOf(separator, from);
    return at < 0 ? key : key.slice(0, at + separator.length);
  });
  return [...new Set(names)];
}
