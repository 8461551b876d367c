import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { decodeBinary } from '../../../../runtime/registry/etcd/binary/decode.ts';
import { encodeBinary } from '../../../../runtime/registry/etcd/binary/encode.ts';
import { MessageReader } from '../../../../runtime/registry/etcd/grpc/message-reader.ts';
import { WatchRequest, WatchResponse } from '../../../../runtime/registry/etcd/messages/watch.ts';
import { frame, openCall } from '../support/grpc-call.ts';
import { type Served, serveOurs } from '../support/serve-ours.ts';

/** More than a machine's sockets hold between two programs. */
const PUTS = 200;
const VALUE = Buffer.alloc(64 * 1024, 'x').toString('base64');
const MESSAGE_BYTES = 100_000;

async function served(): Promise<Served> {
  const ours = await serveOurs();
  onTestFinished(() => ours.stop());
  return ours;
}

async function post(ours: Served, path: string, body: object) {
  const response = await fetch(`${ours.url}/v3/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return response.json() as Promise<{ header: { revision: string } }>;
}

async function putMany(ours: Served, afterEach: (revision: string) => Promise<unknown>) {
  for (let count = 0; count < PUTS; count++) {
    const { header } = await post(ours, 'kv/put', { key: 'YQ==', value: VALUE });
    await afterEach(header.revision);
  }
}

/** A watch over a bare connection, which does not read until it is told to. */
async function watchWithoutReading({ url }: Served) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const body = '{"create_request":{"key":"YQ=="}}';
  const head = ['POST /v3/watch HTTP/1.1', 'Host: etcd', `Content-Length: ${body.length}`];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  const pieces: string[] = [];
  const readOne = once(socket.setEncoding('latin1'), 'data');
  pieces.push(String(await readOne));
  socket.pause();
  return {
    socket,
    async readUntil(end: RegExp): Promise<string> {
      socket.on('data', (piece: string) => pieces.push(piece));
      socket.resume();
      while (!end.test(pieces.slice(-2).join(''))) await once(socket, 'data');
      return pieces.join('');
    },
  };
}

test('a watch that is not read holds a message or two, and then goes on from history', async () => {
  const ours = await served();
  const watch = await watchWithoutReading(ours);
  let most = 0;
  await putMany(ours, async () => {
    most = Math.max(most, ours.unsentBytes());
  });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(3 * MESSAGE_BYTES);
  const text = await watch.readUntil(new RegExp(`"version":"${PUTS}"`));
  const versions = [...text.matchAll(/"version":"(\d+)"/g)].map(([, version]) => Number(version));
  expect(versions).toEqual(Array.from({ length: PUTS }, (_, index) => index + 1));
  watch.socket.destroy();
});

test('a watch that is not read is canceled when its history is compacted', async () => {
  const ours = await served();
  const watch = await watchWithoutReading(ours);
  await putMany(ours, (revision) => post(ours, 'kv/compaction', { revision }));
  const text = await watch.readUntil(/"canceled":true/);
  expect(text).toMatch(new RegExp(`"canceled":true,"compact_revision":"${PUTS + 1}"`));
  watch.socket.destroy();
});

test('the same over gRPC', async () => {
  const ours = await served();
  const watch = openCall(ours.url, {
    path: '/etcdserverpb.Watch/Watch',
    body: frame(encodeBinary(WatchRequest, { create_request: { key: 'a' } })),
    staysOpen: true,
  });
  await once(watch, 'readable');
  await putMany(ours, (revision) => post(ours, 'kv/compaction', { revision }));
  const reader = new MessageReader();
  const canceled = new Promise<number>((resolve) => {
    watch.on('data', (piece: Buffer) => {
      reader.push(piece);
      for (let next = reader.next(); next !== null; next = reader.next()) {
        const { canceled, compact_revision } = decodeBinary(WatchResponse, next);
        if (canceled) resolve(compact_revision);
      }
    });
  });
  expect(await canceled).toBe(PUTS + 1);
  watch.close();
});

test('a client that goes in the middle leaves nothing behind', async () => {
  const ours = await served();
  for (const bytes of [
    '',
    'P',
    'PRI * HTTP/2.0\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nrubbish',
    '\0',
  ]) {
    const socket = connect(Number(new URL(ours.url).port), '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(bytes);
    socket.end();
    socket.resume();
    await once(socket, 'close');
  }
  for (const head of ['POST /v3/watch HTTP/1.1\r\n', 'POST /v3/lock/lock HTTP/1.1\r\n']) {
    const socket = connect(Number(new URL(ours.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`${head}Host: etcd\r\nContent-Length: 100\r\n\r\n{"create_request":`);
    socket.destroy();
  }
  expect((await post(ours, 'kv/put', { key: 'YQ==' })).header.revision).toBe('2');
});
