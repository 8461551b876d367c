import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { MemoryLedger } from '../../../network/index.ts';
import { sendRequest } from '../../learner/client.ts';
import { Learner } from './learner.ts';
import { NodeNetwork } from './node-network.ts';

const MEBIBYTE = 1024 * 1024;

let server: Server | undefined;
let network: NodeNetwork | undefined;
afterEach(() => {
  server?.close();
  network?.close();
});

/** The learner, and a server that does with each connection what it is told, once a request is there. */
async function talkTo(answer: (socket: Socket) => void) {
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  }).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ledger = new MemoryLedger(() => 0);
  network = new NodeNetwork(
    () => 0,
    (happening) => ledger.append(happening),
  );
  const learner = new Learner(network);
  const to = { name: 'hello-1', service: 'hello', port };
  const fetch = (init?: RequestInit) =>
    sendRequest(learner, to, new Request('http://hello.test/', init ?? {}));
  const ends = () => ledger.read().filter((event) => event.type !== 'request');
  return { fetch, ends };
}

test('an answer that is no HTTP is refused in words', async () => {
  const { fetch, ends } = await talkTo((socket) => socket.end('Hello, world\r\n\r\n'));
  await expect(fetch()).rejects.toMatchObject({
    name: 'NetworkError',
    code: 'ERR_INVALID_ANSWER',
    message: expect.stringMatching(/^hello-1 gave an answer that cannot be read: /),
  });
  expect(ends()).toMatchObject([{ type: 'request-failed', code: 'ABORT_ERR' }]);
});

test('a status that no Response can have is refused, and the connection closed', async () => {
  const closed: Promise<unknown>[] = [];
  const { fetch, ends } = await talkTo((socket) => {
    closed.push(new Promise((resolve) => socket.once('close', resolve)));
    socket.write('HTTP/1.1 999 Much\r\ncontent-length: 5\r\n\r\n');
  });
  await expect(fetch()).rejects.toMatchObject({ code: 'ERR_INVALID_ANSWER' });
  await Promise.all(closed);
  expect(ends()).toHaveLength(1);
});

test('an answer that switches protocols is refused', async () => {
  const { fetch, ends } = await talkTo((socket) =>
    socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  );
  await expect(fetch()).rejects.toMatchObject({ code: 'ERR_INVALID_ANSWER' });
  expect(ends()).toHaveLength(1);
});

test('an answer that ends too soon breaks the body off', async () => {
  const { fetch, ends } = await talkTo((socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'),
  );
  await expect((await fetch()).text()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(ends()).toMatchObject([{ type: 'request-failed', code: 'ECONNRESET' }]);
});

test('a caller who stops reading ends the connection, and the ledger says why', async () => {
  const closed: Promise<unknown>[] = [];
  const { fetch, ends } = await talkTo((socket) => {
    closed.push(new Promise((resolve) => socket.once('close', resolve)));
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf');
  });
  await (await fetch()).body?.cancel();
  await Promise.all(closed);
  expect(ends()).toMatchObject([{ type: 'request-failed', code: 'ABORT_ERR' }]);
});

test('an abort while the body streams reaches its reader', async () => {
  const { fetch, ends } = await talkTo((socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'),
  );
  const aborting = new AbortController();
  const body = (await fetch({ signal: aborting.signal })).text();
  aborting.abort();
  await expect(body).rejects.toMatchObject({ name: 'AbortError' });
  expect(ends()).toMatchObject([{ type: 'request-failed', code: 'ABORT_ERR' }]);
});

test('a short answer that nobody reads is recorded whole', async () => {
  const { fetch, ends } = await talkTo((socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHello'),
  );
  const response = await fetch();
  await expect.poll(ends).toMatchObject([{ type: 'response', body: { text: 'Hello', bytes: 5 } }]);
  expect(response.bodyUsed).toBe(false);
});

test('an answer much longer than what is read ahead arrives whole', async () => {
  const { fetch, ends } = await talkTo((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${16 * MEBIBYTE}\r\n\r\n`);
    socket.write(new Uint8Array(16 * MEBIBYTE));
  });
  const response = await fetch();
  expect(ends()).toEqual([]);
  expect((await response.arrayBuffer()).byteLength).toBe(16 * MEBIBYTE);
  expect(ends()).toMatchObject([{ type: 'response', body: { bytes: 16 * MEBIBYTE } }]);
});
