import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { area } from './behaviour.ts';
import { errorOf, send, type TestServer, textOf, told, withServer } from './kit.ts';

interface Order {
  readonly item: string;
  readonly count: number;
}

/** As many services read JSON: by events, gathering text. */
function readJson(message: IncomingMessage, done: (error: Error | null, body?: Order) => void) {
  let text = '';
  message.setEncoding('utf8');
  message.on('data', (chunk: string) => {
    text += chunk;
  });
  message.on('end', () => {
    try {
      done(null, JSON.parse(text) as Order);
    } catch (error) {
      done(error as Error);
    }
  });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

const post = (server: TestServer, body: string, path = '/') =>
  send(server, { method: 'POST', path, headers: { 'content-type': 'application/json' } }, body);

export const behaviours = area('services', {
  'JSON is gathered by data and end events': (print) =>
    withServer(
      (request, response) =>
        readJson(request, (error, order) => {
          if (error !== null) sendJson(response, 400, { error: error.message });
          else sendJson(response, 201, { ...order, total: (order?.count ?? 0) * 2 });
        }),
      async (server) => {
        for (const body of ['{"item":"tea","count":2}', '{"item":', '']) {
          const { status, headers, text } = await post(server, body);
          print(status, headers['content-type'], headers['content-length'], text);
        }
      },
    ),

  'a body that is too large is refused in the middle of it': (print) =>
    withServer(
      async (request, response) => {
        let size = 0;
        for await (const chunk of request) {
          size += (chunk as Buffer).length;
          if (size > 1000) break;
        }
        print(request.destroyed, request.complete, size > 1000);
        response.end();
      },
      async (server) => print((await errorOf(() => post(server, 'x'.repeat(1_000_000)))) !== ''),
    ),

  'a request is routed by its method and URL': (print) => {
    const orders = new Map<string, string>([['7', 'tea']]);
    return withServer(
      (request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        const [, id] = /^\/orders\/(\d+)$/.exec(pathname) ?? [];
        if (pathname === '/health') response.end('ok');
        else if (id === undefined) sendJson(response, 404, { path: pathname });
        else if (request.method === 'DELETE') {
          orders.delete(id);
          response.writeHead(204).end();
        } else if (request.method === 'GET') {
          sendJson(response, 200, { id, item: orders.get(id), fields: searchParams.getAll('f') });
        } else {
          response.setHeader('Allow', 'GET, DELETE');
          sendJson(response, 405, { method: request.method });
        }
      },
      async (server) => {
        for (const path of ['/health', '/orders/7?f=a&f=b', '/orders/x', '/nowhere']) {
          const { status, text } = await send(server, { path });
          print(status, text);
        }
        print((await send(server, { path: '/orders/7', method: 'PUT' })).headers.allow);
        print((await send(server, { path: '/orders/7', method: 'DELETE' })).status);
        print((await send(server, { path: '/orders/7' })).text);
      },
    );
  },

  'get takes a URL, options and a callback': (print) =>
    withServer(
      (request, response) => response.end(`${request.url} ${request.headers['x-request-id']}`),
      ({ url }) =>
        new Promise<void>((resolve) => {
          get(`${url}/a`, { headers: { 'X-Request-Id': 'r-1' } }, (message) => {
            const chunks: Buffer[] = [];
            message.on('data', (chunk: Buffer) => chunks.push(chunk));
            message.on('end', () => {
              print(message.statusCode, Buffer.concat(chunks).toString());
              resolve();
            });
          });
        }),
    ),

  'a gateway pipes a request on, and its answer back': (print) =>
    withServer(
      async (request, response) => {
        response.setHeader('x-upstream', String(request.headers['x-forwarded-for']));
        response.statusCode = 202;
        response.end(`${request.method} ${request.url} ${await textOf(request)}`);
      },
      (upstream) =>
        withServer(
          (asked, answer) => {
            const { method, url: path, headers } = asked;
            const forwarded = { ...headers, 'x-forwarded-for': asked.socket.remoteAddress };
            const options = { host: '127.0.0.1', port: upstream.port, method, path };
            const passed = request({ ...options, headers: forwarded, agent: false }, (message) => {
              answer.writeHead(message.statusCode ?? 502, message.headers);
              message.pipe(answer);
            });
            passed.on('error', (error) => answer.writeHead(502).end(told(error)));
            asked.pipe(passed);
          },
          async (gateway) => {
            const { status, headers, text } = await post(gateway, '{"a":1}', '/orders?x=1');
            print(status, headers['x-upstream'], text);
            upstream.server.closeAllConnections();
            await new Promise((resolve) => upstream.server.close(resolve));
            const failed = await post(gateway, '{}');
            print(failed.status, failed.text);
          },
        ),
    ),

  'a gateway gives its upstream up when its client leaves': (print) =>
    withServer(
      () => {},
      (upstream) =>
        withServer(
          async (_, response) => {
            const leaving = new AbortController();
            response.on('close', () => {
              if (!response.writableFinished) leaving.abort();
            });
            print(await errorOf(() => fetch(upstream.url, { signal: leaving.signal })));
          },
          async (gateway) => {
            const asked = once(upstream.server, 'request');
            const sent = get({ host: '127.0.0.1', port: gateway.port, agent: false });
            sent.on('error', (error) => print('client', told(error)));
            const [, response] = await asked;
            const closed = once(response, 'close');
            sent.destroy();
            await closed;
            print('upstream was told', response.writableEnded);
          },
        ),
    ),

  'an answer that comes too late is given up with a timeout': (print) =>
    withServer(
      () => {},
      async ({ port, url }) => {
        const signal = AbortSignal.timeout(20);
        const sent = get({ host: '127.0.0.1', port, agent: false, signal });
        const [error] = await once(sent, 'error');
        print(told(error), sent.destroyed);
        const racing = Promise.race([
          fetch(url).then(() => 'answered'),
          sleep(20).then(() => 'timed out'),
        ]);
        print(await racing);
      },
    ),

  'a call is tried again until it succeeds': (print) => {
    let calls = 0;
    return withServer(
      (_, response) => {
        calls += 1;
        if (calls < 3) response.writeHead(503, { 'retry-after': '0' }).end();
        else response.end(`call ${calls}`);
      },
      async ({ url }) => {
        for (let attempt = 1; ; attempt += 1) {
          const answer = await fetch(url);
          const text = await answer.text();
          print(attempt, answer.status, answer.headers.get('retry-after'), text);
          if (answer.ok) return;
          await sleep(2 ** attempt);
        }
      },
    );
  },

  'calls at once are gathered, failures and all': (print) =>
    withServer(
      (request, response) => {
        if (request.url === '/bad') request.socket.destroy();
        else response.end(request.url);
      },
      async ({ url }) => {
        const call = async (path: string) => (await fetch(url + path)).text();
        const results = await Promise.allSettled(['/a', '/bad', '/c'].map(call));
        for (const result of results) {
          print(result.status === 'fulfilled' ? result.value : told(result.reason));
        }
        print(await errorOf(() => Promise.all(['/a', '/bad'].map(call))));
        print(await Promise.any(['/bad', '/c'].map(call)));
      },
    ),

  'a file is streamed as an answer': async (print) => {
    const folder = await mkdtemp('conformance-');
    try {
      await writeFile(`${folder}/data.txt`, '0123456789'.repeat(20_000));
      await withServer(
        async (request, response) => {
          const source = createReadStream(`${folder}${request.url}`);
          response.setHeader('content-type', 'text/plain');
          try {
            await pipeline(source, response);
          } catch (error) {
            print((error as NodeJS.ErrnoException).code, response.headersSent);
            if (!response.headersSent) response.writeHead(404).end('no such file');
          }
        },
        async (server) => {
          print((await send(server, { path: '/data.txt' })).text.length);
          print(await errorOf(() => send(server, { path: '/none.txt' })));
        },
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  },

  'an answer is compressed when the client wants it': (print) =>
    withServer(
      async (request, response) => {
        const wanted = String(request.headers['accept-encoding']).includes('gzip');
        if (!wanted) return response.end('plain');
        response.writeHead(200, { 'content-encoding': 'gzip', vary: 'accept-encoding' });
        const body = new Blob(['compressed '.repeat(100)]).stream();
        for await (const part of body.pipeThrough(new CompressionStream('gzip'))) {
          response.write(part);
        }
        return response.end();
      },
      async (server) => {
        const answer = await fetch(server.url);
        print(answer.headers.get('content-encoding'), (await answer.text()).length);
        print((await send(server)).text);
        const { headers, message } = await send(server, { headers: { 'accept-encoding': 'gzip' } });
        print(headers['content-encoding'], message.complete);
      },
    ),

  'a handler that throws answers 500 when it is caught': (print) => {
    const handle = async (request: IncomingMessage): Promise<string> => {
      if (request.url === '/missing') throw Object.assign(new Error('not here'), { status: 404 });
      return JSON.parse('') as string;
    };
    return withServer(
      (request, response) => {
        handle(request).then(
          (text) => response.end(text),
          (error: Error & { status?: number }) => {
            response.writeHead(error.status ?? 500).end(error.message);
          },
        );
      },
      async (server) => {
        for (const path of ['/missing', '/broken']) {
          const { status, text } = await send(server, { path });
          print(status, text);
        }
      },
    );
  },

  'listen takes a port, a host and a callback': async (print) => {
    const server = createServer();
    const started = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await started;
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    print(Object.keys(address), address.address, address.family);
    const second = createServer();
    second.once('error', (error: NodeJS.ErrnoException) => {
      print(error.code);
      second.listen({ port: 0, host: '127.0.0.1' }, () => second.close(() => print('closed')));
    });
    second.listen({ port: address.port, host: '127.0.0.1' });
    await new Promise((resolve) => second.on('close', resolve));
    const third = createServer().listen(0, () => print(third.listening));
    await once(third, 'listening');
    print(typeof third.address());
    third.close();
    server.close();
  },

  'a queue works its jobs off one after the other': async (print) => {
    let last: Promise<unknown> = Promise.resolve();
    const enqueue = <T>(job: () => Promise<T>): Promise<T> => {
      const next = last.then(job);
      last = next.catch(() => {});
      return next;
    };
    const seen: string[] = [];
    const jobs = ['a', 'b', 'c'].map((name, at) =>
      enqueue(async () => {
        seen.push(`${name} begins`);
        await sleep(5 - at);
        if (name === 'b') throw new Error('b failed');
        seen.push(`${name} ends`);
      }),
    );
    print((await Promise.allSettled(jobs)).map(({ status }) => status));
    print(seen);
  },
});
