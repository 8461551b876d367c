import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createConsul } from '../consul/index.ts';
import { nodeEnvironment } from './environment.ts';
import { fetchListener } from './fetch-listener.ts';

/** Serves a function of requests; gone when the test has finished. Resolves with its port. */
async function serve(handler: (request: Request) => Promise<Response>): Promise<number> {
  const server = createServer(fetchListener(handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

test('a body that is far too long is refused in Consul’s words, and the connection goes on', async () => {
  const consul = await createConsul(nodeEnvironment(), { client: fetch });
  onTestFinished(() => consul.close());
  const url = `http://127.0.0.1:${await serve(consul.fetch)}/v1/kv/long`;
  const long = await fetch(url, { method: 'PUT', body: 'x'.repeat(5_000_000) });
  expect(long.status).toBe(413);
  expect(await long.text()).toContain('max size: 524288 bytes');
  const short = await fetch(url, { method: 'PUT', body: 'x' });
  expect(await short.text()).toBe('true');
});

test('a client that goes away aborts its request', async () => {
  let asked = (_: Request) => {};
  const received = new Promise<Request>((resolve) => {
    asked = resolve;
  });
  const port = await serve((each) => {
    asked(each);
    return new Promise(() => {});
  });
  const sent = request({ port, host: '127.0.0.1' });
  sent.on('error', () => {});
  sent.end();
  const { signal } = await received;
  expect(signal.aborted).toBe(false);
  const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
  sent.destroy();
  await aborted;
});

test('HEAD is answered without a body, and with the body’s length', async () => {
  const port = await serve(async () => new Response('green'));
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' });
  expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['5', '']);
});

test('a method that no request can have is refused', async () => {
  const port = await serve(async () => new Response('never'));
  const socket = connect(port, '127.0.0.1');
  socket.write('TRACE / HTTP/1.1\r\nHost: registry\r\n\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  socket.destroy();
});
