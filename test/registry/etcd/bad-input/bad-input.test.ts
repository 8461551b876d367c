import { expect, test } from 'vitest';
import { decodeBinary } from '../../../../runtime/registry/etcd/binary/decode.ts';
import { encodeBinary } from '../../../../runtime/registry/etcd/binary/encode.ts';
import { StatusResponse } from '../../../../runtime/registry/etcd/messages/administration.ts';
import { RangeRequest, TxnRequest } from '../../../../runtime/registry/etcd/messages/kv.ts';
import { WatchRequest } from '../../../../runtime/registry/etcd/messages/watch.ts';
import type { MessageType } from '../../../../runtime/registry/etcd/schema/schema.ts';
import { fc, IS_LONG } from '../../../support/properties.ts';
import { OurServer } from '../support/our-server.ts';

const RUNS = IS_LONG ? 3000 : 300;

const base64 = (length: number) => Buffer.alloc(length, 'x').toString('base64');

async function error(server: OurServer, path: string, body: string) {
  const { status, text } = await server.call('POST', path, body);
  return { status, error: JSON.parse(text).error };
}

// Each asked of etcd 3.4.23.
test.each([
  ['/v3/kv/put', { key: 'YQ==', value: base64(1_572_839) }, 200, undefined],
  [
    '/v3/kv/put',
    { key: 'YQ==', value: base64(1_572_840) },
    400,
    'etcdserver: request is too large',
  ],
  [
    '/v3/kv/put',
    { key: 'YQ==', value: base64(2_097_146) },
    429,
    'grpc: received message larger than max (2097153 vs. 2097152)',
  ],
])('%s of so many bytes is answered as by etcd', async (path, body, status, text) => {
  const server = await OurServer.start();
  const answer = await error(server, path, JSON.stringify(body));
  expect(answer).toEqual({ status, error: text });
});

test('a body that is longer than any message is not kept', async () => {
  const server = await OurServer.start();
  const endless = `{"key":"${'A'.repeat(20_000_000)}"}`;
  for (const path of ['/v3/kv/put', '/v3/watch', '/v3/election/observe']) {
    const answer = await error(server, path, endless);
    expect(answer.error).toMatch(/^grpc: received message larger than max/);
    expect(answer.status).toBe(429);
  }
});

// A unary call and one with many answers fail with different codes, as etcd's do.
test.each([
  ['/v3/kv/put', '{"key":', 400],
  ['/v3/watch', 'nux', 500],
  ['/v3/watch', '{"create_request":5}', 500],
  ['/v3/lease/keepalive', '{"ID":"x"}', 500],
  ['/v3/election/observe', '{"name":5}', 400],
  ['/v3/maintenance/snapshot', '{', 400],
])('%s refuses %s with %i', async (path, body, status) => {
  const server = await OurServer.start();
  expect((await error(server, path, body)).status).toBe(status);
});

test('a stream that has begun goes on when what comes after cannot be read', async () => {
  const server = await OurServer.start();
  const watch = server.open('/v3/watch', '{"create_request":{"key":"YQ=="}} nux');
  await watch.wait(() => watch.received.length === 1, 100);
  await server.call('POST', '/v3/kv/put', '{"key":"YQ=="}');
  await watch.wait(() => watch.received.length === 2, 100);
  expect([watch.received.length, watch.hasEnded]).toEqual([2, false]);
  watch.close();
});

test('a request that comes byte by byte is understood', async () => {
  const server = await OurServer.start();
  const watch = server.open('/v3/watch', '');
  for (const byte of '{"create_request":{"key":"YQ==","prev_kv":true}}') watch.send(byte);
  await watch.wait(() => watch.received.length === 1, 100);
  expect(watch.received).toMatchObject([{ result: { created: true } }]);
  watch.close();
});

test('what is nested without end is refused', async () => {
  const server = await OurServer.start();
  const txn = '{"success":[{"request_txn":'.repeat(9000);
  for (const [path, body] of [
    ['/v3/kv/txn', `${txn}{}${'}]}'.repeat(9000)}`],
    ['/v3/kv/range', '['.repeat(1_000_000)],
  ] as const) {
    expect(await error(server, path, body)).toEqual({ status: 400, error: 'exceeded max depth' });
  }
});

const binary = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .array(fc.constantFrom(0x0a, 0x12, 0x1a, 0x22, 0x08, 0x10, 0, 1, 2, 3, 0x80, 0xff))
    .map((bytes) => Uint8Array.from(bytes)),
);

test('whatever bytes a gRPC client sends, they are a message or an error', () => {
  const types = fc.constantFrom<MessageType>(
    TxnRequest,
    WatchRequest,
    RangeRequest,
    StatusResponse,
  );
  fc.assert(
    fc.property(types, binary, (type, bytes) => {
      try {
        const message = decodeBinary(type, bytes);
        expect(decodeBinary(type, encodeBinary(type, message as never))).toEqual(message);
      } catch (failure) {
        expect(failure).toBeInstanceOf(Error);
        expect(failure).not.toBeInstanceOf(TypeError);
      }
    }),
    { numRuns: RUNS * 10 },
  );
});

const paths = fc.constantFrom(
  ...['kv/range', 'kv/put', 'kv/deleterange', 'kv/txn', 'kv/compaction', 'lease/grant'],
  ...['lease/revoke', 'lease/timetolive', 'lease/leases', 'lock/unlock', 'election/leader'],
  ...['election/resign', 'election/proclaim', 'maintenance/status', 'maintenance/alarm'],
  ...['cluster/member/list', 'auth/user/add', 'nothing'],
);
const names = fc.constantFrom(
  ...['key', 'value', 'range_end', 'lease', 'limit', 'revision', 'sort_order', 'sort_target'],
  ...['compare', 'success', 'failure', 'request_put', 'request_txn', 'ID', 'TTL', 'leader'],
  ...['name', 'target', 'result', 'action', 'alarm', 'create_request', '__proto__', 'toString'],
);
const body = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.object({ key: names, maxDepth: 5 }).map((value) => JSON.stringify(value)),
);

test('whatever is sent, it answers with a status of its own, and goes on', async () => {
  const server = await OurServer.start();
  const property = fc.asyncProperty(paths, body, async (path, text) => {
    const { status, text: answer } = await server.call('POST', `/v3/${path}`, text);
    expect([200, 400, 404, 412, 429, 500]).toContain(status);
    expect(answer).not.toMatch(/TypeError|undefined|Cannot read|is not a function/);
  });
  await fc.assert(property, { numRuns: RUNS });
  await server.call('POST', '/v3/maintenance/alarm', '{"action":"DEACTIVATE","alarm":"NOSPACE"}');
  const stream = fc.asyncProperty(
    fc.constantFrom('watch', 'lease/keepalive'),
    body,
    async (path, text) => {
      const opened = server.open(`/v3/${path}`, text);
      opened.endBody();
      await opened.wait(() => false, 0);
      opened.close();
    },
  );
  await fc.assert(stream, { numRuns: RUNS });
  expect((await server.call('POST', '/v3/kv/range', '{"key":"YQ=="}')).status).toBe(200);
});
