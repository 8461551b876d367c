import { beforeEach, expect, test } from 'vitest';
import { runOn } from '../current.ts';
import { CONNECTION_WINDOW_BYTES, type Frame } from '../host.ts';
import { TestHost } from '../testing.ts';
import { createServer, type RequestListener, type Server } from './index.ts';

const PORT = 4000;

let host: TestHost;

beforeEach(() => {
  host = new TestHost();
  runOn(host);
});

async function listen(handler?: RequestListener): Promise<Server> {
  const server = createServer(handler).listen(PORT);
  await host.settle();
  return server;
}

test('a server tells where it listens, and EADDRINUSE as Node words it', async () => {
  const first = await listen();
  expect(first.address()).toEqual({ address: '::', family: 'IPv6', port: PORT });
  const errors: unknown[] = [];
  const second = createServer().on('error', (error) => errors.push(error));
  second.listen(PORT, '127.0.0.1');
  await host.settle();
  expect(second.listening).toBe(false);
  expect(errors).toMatchObject([
    {
      message: `listen EADDRINUSE: address already in use 127.0.0.1:${PORT}`,
      code: 'EADDRINUSE',
      errno: -98,
      syscall: 'listen',
      address: '127.0.0.1',
      port: PORT,
    },
  ]);
});

test('a request has its headers joined as Node joins them', async () => {
  const seen: unknown[] = [];
  await listen(({ method, url, headers, headersDistinct, rawHeaders }, response) => {
    seen.push(method, url, headers, headersDistinct['x-a'], rawHeaders);
    response.end();
  });
  const client = await host.dial(PORT);
  const raw = [
    'X-A',
    '1',
    'x-a',
    '2',
    'Cookie',
    'a=1',
    'cookie',
    'b=2',
    'Set-Cookie',
    'c',
    'Host',
    'x',
  ];
  client.request('PUT', '/a?b=c', raw);
  await host.settle();
  expect(seen).toEqual([
    'PUT',
    '/a?b=c',
    { host: 'localhost', 'x-a': '1, 2', cookie: 'a=1; b=2', 'set-cookie': ['c'] },
    ['1', '2'],
    ['Host', 'localhost', ...raw],
  ]);
});

test('one connection carries several requests, each answered before the next begins', async () => {
  const begun: (string | undefined)[] = [];
  const answers: (() => void)[] = [];
  await listen((request, response) => {
    begun.push(request.url);
    answers.push(() => response.end(request.url));
  });
  const client = await host.dial(PORT);
  client.request('POST', '/1', [], 'one');
  client.request('GET', '/2');
  await host.settle();
  expect(begun).toEqual(['/1']);
  answers[0]?.();
  await host.settle();
  expect(begun).toEqual(['/1', '/2']);
  answers[1]?.();
  await host.settle();
  expect(client.body).toBe('/1/2');
});

test('an idle connection is closed when the next request does not come in time', async () => {
  const server = await listen((_request, response) => response.end());
  server.keepAliveTimeout = 3000;
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle(2900);
  expect(client.over).toBe(null);
  await host.settle(200);
  expect(client.over).toBe('ended');
});

test('an answer with Connection: close ends the connection', async () => {
  await listen((_request, response) => response.end('bye'));
  const client = await host.dial(PORT);
  client.request('GET', '/', ['Connection', 'close']);
  await host.settle();
  expect([client.body, client.over]).toEqual(['bye', 'ended']);
});

test('closing a server ends idle connections, and lets those at work finish', async () => {
  const events: string[] = [];
  let finish = () => {};
  const server = await listen((_request, response) => {
    finish = () => response.end('done');
  });
  const idle = await host.dial(PORT);
  const busy = await host.dial(PORT);
  busy.request('GET', '/', ['Connection', 'close']);
  await host.settle();
  server.close(() => events.push('closed'));
  await host.settle();
  expect([idle.over, busy.over, events]).toEqual(['ended', null, []]);
  await expect(host.dial(PORT)).rejects.toThrow('ECONNREFUSED');
  finish();
  await host.settle();
  expect([busy.body, busy.over, events]).toEqual(['done', 'ended', ['closed']]);
});

test('closeAllConnections breaks those at work too', async () => {
  const server = await listen(() => {});
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle();
  server.closeAllConnections();
  await host.settle();
  expect(client.over).toBe('ended');
});

test('a client that leaves is told to the request and the response', async () => {
  const events: unknown[] = [];
  await listen((request, response) => {
    request.on('aborted', () => events.push('aborted'));
    request.on('error', (error) => events.push((error as NodeJS.ErrnoException).code));
    request.on('close', () => events.push('request closed'));
    response.on('close', () => events.push(['response closed', response.writableFinished]));
  });
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle();
  client.connection.reset();
  await host.settle();
  expect(events).toEqual(['aborted', ['response closed', false], 'ECONNRESET', 'request closed']);
});

test('a response that is written after its client left is no error', async () => {
  let late = () => {};
  await listen((_request, response) => {
    late = () => response.end('too late');
  });
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle();
  client.connection.reset();
  await host.settle();
  expect(late).not.toThrow();
});

test('destroying a response breaks the connection', async () => {
  await listen((_request, response) => {
    response.write('half');
    response.destroy();
  });
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle();
  expect([client.ends, client.over]).toEqual([0, 'ended']);
});

test('a Content-Length that is too short ends the connection after all that was written', async () => {
  await listen((_request, response) => {
    // The classic: the length in characters, for a body with more bytes.
    response.setHeader('Content-Length', 'grüße'.length).end('grüße');
  });
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle();
  expect(bytesOf(client.frames)).toBe(7);
  expect([client.ends, client.over]).toEqual([1, 'ended']);
});

test('a Content-Length that is too long leaves the client waiting', async () => {
  await listen((_request, response) => response.setHeader('Content-Length', 9).end('short'));
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle();
  expect([client.body, client.ends, client.over]).toEqual(['short', 0, null]);
  await host.settle(6000);
  expect(client.over).toBe('ended');
});

test('a writer waits until the reader has taken some of what was sent', async () => {
  const BODY_BYTES = 4 * CONNECTION_WINDOW_BYTES;
  let drained = false;
  await listen((_request, response) => {
    response.write(new Uint8Array(BODY_BYTES), () => {
      drained = true;
    });
    response.end();
  });
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle();
  const received = () => bytesOf(client.frames);
  expect(received()).toBe(CONNECTION_WINDOW_BYTES);
  expect(drained).toBe(false);
  while (client.ends === 0) {
    const before = received();
    client.connection.send({ kind: 'credit', bytes: CONNECTION_WINDOW_BYTES });
    await host.settle();
    if (client.ends === 0) expect(received()).toBeGreaterThan(before);
  }
  expect([received(), drained]).toEqual([BODY_BYTES, true]);
});

test('a request that nobody reads holds its sender back, until it has been answered', async () => {
  let answer = () => {};
  await listen((_request, response) => {
    answer = () => response.end();
  });
  const client = await host.dial(PORT);
  const headers = ['Host', 'localhost', 'Transfer-Encoding', 'chunked'];
  client.connection.send({ kind: 'request', method: 'POST', target: '/', headers });
  client.connection.send({ kind: 'body', bytes: new Uint8Array(CONNECTION_WINDOW_BYTES) });
  await host.settle();
  const credited = () => client.frames.filter((frame) => frame.kind === 'credit').length;
  expect(credited()).toBe(0);
  answer();
  await host.settle();
  expect(credited()).toBeGreaterThan(0);
});

test('a request is read as a stream, and knows when it is whole', async () => {
  const seen: unknown[] = [];
  await listen(async (request, response) => {
    seen.push(request.complete);
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push(body, request.complete);
    response.end();
  });
  const client = await host.dial(PORT);
  client.request('POST', '/', [], 'tea');
  await host.settle();
  expect(seen).toEqual([false, 'tea', true]);
});

test('100-continue is answered, unless the server listens for it', async () => {
  const server = await listen((_request, response) => response.end());
  const client = await host.dial(PORT);
  client.request('POST', '/', ['Expect', '100-continue'], 'body');
  await host.settle();
  expect(client.heads.map((head) => head.status)).toEqual([100, 200]);
  server.on('checkContinue', (_request, response) => response.writeHead(417).end());
  client.request('POST', '/', ['Expect', '100-continue'], 'body');
  await host.settle();
  expect(client.heads.map((head) => head.status)).toEqual([100, 200, 417]);
});

test('a silent connection times out, and is destroyed when nobody listens for that', async () => {
  const server = await listen(() => {});
  server.setTimeout(1000);
  const client = await host.dial(PORT);
  client.request('GET', '/');
  await host.settle(1100);
  expect(client.over).toBe('ended');
});

function bytesOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, frame) => sum + (frame.kind === 'body' ? frame.bytes.length : 0), 0);
}
