import { gzipSync } from 'node:zlib';
import { frame, type Sent } from '../support/grpc-call.ts';

/** A call, and what etcd 3.4.23 made of it. */
export interface Case extends Sent {
  readonly name: string;
  readonly outcome: string;
}

const PUT = '/etcdserverpb.KV/Put';
const WATCH = '/etcdserverpb.Watch/Watch';
const KEEP_ALIVE = '/etcdserverpb.Lease/LeaseKeepAlive';
const SNAPSHOT = '/etcdserverpb.Maintenance/Snapshot';
const OBSERVE = '/v3electionpb.Election/Observe';
const MEGABYTE = 1024 * 1024;

/** PutRequest: the key `a`, the value `b`. */
const A_PUT = Buffer.from([0x0a, 1, 0x61, 0x12, 1, 0x62]);
const WITHOUT_KEY = A_PUT.subarray(3);
/** Of the key `a`: a LeaderRequest, and in its frame a WatchRequest that creates a watcher. */
const OF_A = Buffer.from([0x0a, 1, 0x61]);
const A_WATCH = frame(Buffer.concat([Buffer.from([0x0a, OF_A.length]), OF_A]));

/** A put of a value of so many bytes, from 2^14 up to 2^21. */
function putOf(bytes: number): Buffer {
  const length = [(bytes & 0x7f) | 0x80, ((bytes >> 7) & 0x7f) | 0x80, bytes >> 14];
  return frame(Buffer.concat([OF_A, Buffer.from([0x12, ...length]), Buffer.alloc(bytes)]));
}

const good = '200 application/grpc, 1 messages, status 0 ""';
const refused = (code: number, message: string) =>
  `200 application/grpc, 0 messages, status ${code} ${JSON.stringify(message)}`;
const NO_CALL = 'reset with 1';

const put = (name: string, body: Buffer, outcome: string, headers = {}): Case => ({
  name,
  path: PUT,
  body,
  outcome,
  headers,
});
const withHeaders = (name: string, headers: object, outcome: string) =>
  put(name, frame(A_PUT), outcome, headers);
const on = (path: string, name: string, body: Buffer, outcome: string): Case => ({
  name,
  path,
  body,
  outcome,
});

const withoutDecompressor = (encoding: string) =>
  refused(12, `grpc: Decompressor is not installed for grpc-encoding "${encoding}"`);

export const CASES: readonly Case[] = [
  put('a put', frame(A_PUT), good),
  put('a put that etcd refuses', frame(WITHOUT_KEY), refused(3, 'etcdserver: key is not provided')),

  on(
    '/etcdserverpb.KV/Nope',
    'no such method',
    frame(A_PUT),
    refused(12, 'unknown method Nope for service etcdserverpb.KV'),
  ),
  on('/nope.X/Nope', 'no such service', frame(A_PUT), refused(12, 'unknown service nope.X')),
  on(
    '/n\xe9"',
    'no method, and a byte that is no UTF-8',
    frame(A_PUT),
    refused(8, 'malformed method name: "/n\\xe9\\""'),
  ),
  on('/nope', 'no method', frame(A_PUT), refused(8, 'malformed method name: "/nope"')),

  withHeaders('no content type', { 'content-type': undefined }, NO_CALL),
  withHeaders('JSON', { 'content-type': 'application/json' }, NO_CALL),
  withHeaders('a type that only begins so', { 'content-type': 'application/grpcx' }, NO_CALL),
  withHeaders(
    'a subtype',
    { 'content-type': 'application/grpc+proto' },
    good.replace('grpc', 'grpc+proto'),
  ),
  withHeaders('without te', { te: undefined }, good),
  withHeaders('a timeout', { 'grpc-timeout': '5S' }, good),
  withHeaders('the longest timeout', { 'grpc-timeout': '99999999H' }, good),
  withHeaders('a timeout without a unit', { 'grpc-timeout': '1' }, NO_CALL),
  withHeaders('a timeout of nine digits', { 'grpc-timeout': '123456789S' }, NO_CALL),

  put('no message', Buffer.alloc(0), refused(2, 'EOF')),
  put('half a prefix', Buffer.from([0, 0]), refused(2, 'unexpected EOF')),
  put('half a message', frame(A_PUT).subarray(0, 8), refused(2, 'unexpected EOF')),
  put('two messages', Buffer.concat([frame(A_PUT), frame(A_PUT)]), good),
  put(
    'a format that is none',
    frame(A_PUT, 2),
    refused(13, 'grpc: received unexpected payload format 2'),
  ),
  put(
    'compressed, it does not say how',
    frame(A_PUT, 1),
    refused(13, 'grpc: compressed flag set with identity or empty encoding'),
  ),
  put('gzip', frame(gzipSync(A_PUT), 1), withoutDecompressor('gzip'), { 'grpc-encoding': 'gzip' }),
  withHeaders('identity', { 'grpc-encoding': 'identity' }, good),
  withHeaders('an encoding that is not used', { 'grpc-encoding': 'x' }, withoutDecompressor('x')),
  { ...put('a client that does not end', frame(A_PUT), good), staysOpen: true },
  {
    ...put(
      'a client that goes on too slowly',
      Buffer.from([0, 0]),
      refused(4, 'context deadline exceeded'),
    ),
    headers: { 'grpc-timeout': '20m' },
    staysOpen: true,
  },

  put(
    'no protobuf',
    frame(Buffer.from([0xff, 0xff])),
    refused(13, 'grpc: error unmarshalling request: unexpected EOF'),
  ),
  put(
    'a key that is a number',
    frame(Buffer.from([0x08, 1])),
    refused(13, 'grpc: error unmarshalling request: proto: wrong wireType = 0 for field Key'),
  ),
  put(
    'a key that is cut off',
    frame(Buffer.from([0x0a, 5, 1])),
    refused(13, 'grpc: error unmarshalling request: unexpected EOF'),
  ),
  ...[
    ['no member', [0], 'PutRequest: illegal tag 0 (wire type 0)'],
    ['the end of no group', [0x0c], 'PutRequest: wiretype end group for non-group'],
    ['a kind that is none', [0x4f], 'illegal wireType 7'],
    ['a lease that is no varint', [0x1d, 1, 0, 0, 0], 'wrong wireType = 5 for field Lease'],
    ['an integer without end', [0x18, ...Array(10).fill(0xff)], 'integer overflow'],
    [
      'a length below zero',
      [0x0a, ...Array(9).fill(0xff), 1],
      'negative length found during unmarshaling',
    ],
  ].map(([name, bytes, why]) =>
    put(
      String(name),
      frame(Buffer.from(bytes as number[])),
      refused(13, `grpc: error unmarshalling request: proto: ${why}`),
    ),
  ),
  put(
    'a group that nobody knows',
    frame(Buffer.from([0x4b, 0x53, 0x0d, 1, 2, 3, 4, 0x54, 0x4c, ...A_PUT])),
    good,
  ),
  on(
    '/etcdserverpb.KV/Txn',
    'a part that is longer than the whole',
    frame(Buffer.from([0x0a, 3, 0x1a, 5, 0x61, 0x10, 3, 0x10, 3])),
    refused(13, 'grpc: error unmarshalling request: unexpected EOF'),
  ),
  put(
    'more than raft takes',
    putOf(1.5 * MEGABYTE),
    refused(3, 'etcdserver: request is too large'),
  ),
  put(
    'more than gRPC takes',
    putOf(2 * MEGABYTE - 1),
    refused(8, 'grpc: received message larger than max (2097158 vs. 2097152)'),
  ),
  put(
    'more than there can be',
    Buffer.from([0, 0xff, 0xff, 0xff, 0xff]),
    refused(8, 'grpc: received message larger than max (4294967295 vs. 2097152)'),
  ),

  on(
    WATCH,
    'a watch of no protobuf',
    frame(Buffer.from([0xff])),
    refused(13, 'grpc: failed to unmarshal the received message unexpected EOF'),
  ),
  on(WATCH, 'a watch that is cut off', Buffer.from([0, 0]), refused(13, 'unexpected EOF')),
  {
    ...on(
      WATCH,
      'a watch until its deadline',
      A_WATCH,
      '200 application/grpc, 1 messages, status 4 "context deadline exceeded"',
    ),
    headers: { 'grpc-timeout': '50m' },
    staysOpen: true,
  },
  on(KEEP_ALIVE, 'nothing to keep alive', Buffer.alloc(0), refused(0, '')),
  on(
    KEEP_ALIVE,
    'two to keep alive',
    Buffer.concat([frame(Buffer.from([8, 5])), frame(Buffer.from([8, 6]))]),
    '200 application/grpc, 2 messages, status 0 ""',
  ),
  on(SNAPSHOT, 'a snapshot that is not asked for', Buffer.alloc(0), refused(2, 'EOF')),
  {
    ...on(
      OBSERVE,
      'an election without anybody',
      frame(OF_A),
      refused(4, 'context deadline exceeded'),
    ),
    headers: { 'grpc-timeout': '50m' },
  },
];
