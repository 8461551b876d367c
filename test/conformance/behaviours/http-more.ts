import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, request, Server } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { area } from './behaviour.ts';
import { askThrough, deferred, errorOf, listening, send, textOf, told, withServer } from './kit.ts';

const more = area('http server', {
  'unusual methods are handed on': (print) =>
    withServer(
      (request, response) => response.end(request.method),
      async (server) => {
        for (const method of ['TRACE', 'PROPFIND', 'LINK', 'M-SEARCH', 'patch']) {
          print((await send(server, { method })).text);
        }
        print(await errorOf(() => send(server, { method: 'NOPE' })).then((it) => it.split(':')[0]));
      },
    ),

  'maxConnections refuses what is more': (print) =>
    withServer(
      () => {},
      async ({ server, port }) => {
        server.maxConnections = 1;
        const first = get({ host: '127.0.0.1', port, agent: false }).on('error', () => {});
        await once(server, 'request');
        const dropped = once(server, 'drop');
        const second = get({ host: '127.0.0.1', port, agent: false });
        const [error] = await once(second, 'error');
        print(error.code, Object.keys((await dropped)[0]).sort());
        first.destroy();
      },
    ),

  'an Upgrade that nobody listens for is an ordinary request': (print) =>
    withServer(
      (request, response) => {
        print(request.headers.upgrade, request.headers.connection);
        response.end('as usual');
      },
      async (server) => {
        const headers = { upgrade: 'websocket', connection: 'Upgrade' };
        print((await send(server, { headers })).text);
      },
    ),

  'every connection is told': async (print) => {
    let connections = 0;
    const server = await listening(createServer((_, response) => response.end('x')));
    server.server.on('connection', () => {
      connections += 1;
    });
    const agent = new Agent({ keepAlive: true });
    await askThrough(server, agent);
    await askThrough(server, agent);
    await send(server);
    print(connections);
    agent.destroy();
    server.server.close();
  },

  'a server is a class that can be made and extended': async (print) => {
    class Counting extends Server {
      requests = 0;
    }
    const counting = new Counting((_, response) => {
      counting.requests += 1;
      response.end('counted');
    });
    const server = await listening(counting);
    print((await send(server)).text, counting.requests, counting instanceof Server);
    counting.close();
  },

  'close and listening are told by events, in order': async (print) => {
    const server = createServer();
    for (const event of ['listening', 'close', 'error']) server.on(event, () => print(event));
    server.listen(0);
    await once(server, 'listening');
    server.close((error) => print('callback', error === undefined));
    await once(server, 'close');
    server.listen(0);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  },

  'a body that nobody reads does not hold up the next request': (print) =>
    withServer(
      (request, response) => response.end(`${request.method} unread`),
      async (server) => {
        const agent = new Agent({ keepAlive: true });
        const sent = request({ host: '127.0.0.1', port: server.port, method: 'POST', agent });
        sent.end('x'.repeat(300_000));
        const [message] = await once(sent, 'response');
        print(await textOf(message));
        print(await askThrough(server, agent));
        agent.destroy();
      },
    ),

  'a request can be paused and resumed': (print) =>
    withServer(
      async (request, response) => {
        request.pause();
        const seen: string[] = [];
        request.on('data', (chunk) => seen.push(String(chunk)));
        await new Promise((resolve) => setImmediate(resolve));
        print(seen, request.isPaused());
        request.resume();
        await once(request, 'end');
        response.end(seen.join(''));
      },
      async (server) => print((await send(server, { method: 'POST' }, 'held')).text),
    ),

  'a request is read by readable events': (print) =>
    withServer(
      (request, response) => {
        let text = '';
        request.on('readable', () => {
          for (let chunk = request.read(); chunk !== null; chunk = request.read()) text += chunk;
        });
        request.on('end', () => response.end(text.toUpperCase()));
      },
      async (server) => print((await send(server, { method: 'PUT' }, 'quiet')).text),
    ),

  'trailers of a request come after its body': (print) =>
    withServer(
      async (request, response) => {
        await textOf(request);
        print(request.trailers, request.rawTrailers, request.trailersDistinct);
        response.end();
      },
      async ({ port }) => {
        const headers = { trailer: 'X-Sum' };
        const sent = request({ host: '127.0.0.1', port, method: 'POST', headers });
        sent.write('x');
        sent.addTrailers([['X-Sum', '1']]);
        sent.end();
        const [message] = await once(sent, 'response');
        message.resume();
        await once(message, 'end');
      },
    ),
});

const streaming = area('http streaming', {
  'write says false when the reader is slow, and drain follows': (print) => {
    const reading = deferred();
    return withServer(
      async (_, response) => {
        const chunk = Buffer.alloc(64 * 1024);
        let written = 0;
        while (response.write(chunk)) written += 1;
        print(written < 1000, response.writableNeedDrain);
        reading.resolve();
        await once(response, 'drain');
        print('drain', response.writableNeedDrain);
        response.end();
      },
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        const [message] = (await once(sent, 'response')) as [IncomingMessage];
        await reading.promise;
        message.resume();
        await once(message, 'end');
        print('ended', message.complete);
      },
    );
  },

  'a stream is piped into an answer': (print) =>
    withServer(
      (_, response) => {
        Readable.from(['one ', 'two ', 'three']).pipe(response);
      },
      async (server) => {
        const { text, headers } = await send(server);
        print(text, headers['transfer-encoding']);
      },
    ),

  'pipeline ends an answer, and breaks it off when its source fails': (print) =>
    withServer(
      async (request, response) => {
        async function* parts() {
          yield 'part';
          // The part is on its way when the source breaks.
          await new Promise((resolve) => setImmediate(resolve));
          if (request.url === '/broken') throw new Error('source broke');
        }
        print(await errorOf(() => pipeline(parts, response)));
        print(response.writableFinished, response.destroyed);
      },
      async (server) => {
        print((await send(server, { path: '/whole' })).text);
        print(await errorOf(() => send(server, { path: '/broken' })));
      },
    ),

  'pipeline carries a request into a stream': (print) =>
    withServer(
      async (request, response) => {
        const target = new PassThrough();
        const all = textOf(target);
        await pipeline(request, target);
        response.end((await all).length.toString());
      },
      async (server) => print((await send(server, { method: 'POST' }, 'x'.repeat(200_000))).text),
    ),

  'a request body is streamed from a generator': (print) =>
    withServer(
      async (request, response) => response.end(await textOf(request)),
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST', agent: false });
        const answered = once(sent, 'response');
        await pipeline(async function* () {
          for (const part of ['a', 'b', 'c']) yield part;
        }, sent);
        const [message] = await answered;
        print(await textOf(message));
      },
    ),

  'an answer can be left in the middle of an iteration': (print) => {
    const left = deferred();
    return withServer(
      (_, response) => {
        response.on('close', () => left.resolve());
        response.write('first');
      },
      async ({ port }) => {
        const [message] = await once(get({ host: '127.0.0.1', port, agent: false }), 'response');
        for await (const chunk of message) {
          print(String(chunk));
          break;
        }
        print(message.destroyed);
        await left.promise;
      },
    );
  },

  'text and bytes in every encoding': (print) =>
    withServer(
      (_, response) => {
        response.write('YQ==', 'base64');
        response.write('é', 'latin1');
        response.end('€', 'utf8');
      },
      async ({ port }) => {
        const [message] = await once(get({ host: '127.0.0.1', port, agent: false }), 'response');
        const chunks: Buffer[] = [];
        for await (const chunk of message) chunks.push(chunk);
        print(Buffer.concat(chunks).toString('hex'));
      },
    ),

  'both sides speak at once': (print) =>
    withServer(
      async (request, response) => {
        for await (const chunk of request) response.write(`echo ${chunk} `);
        response.end('done');
      },
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST', agent: false });
        const answered = once(sent, 'response');
        sent.write('one');
        const [message] = (await answered) as [IncomingMessage];
        const reader = message[Symbol.asyncIterator]();
        print(String((await reader.next()).value));
        sent.write('two');
        print(String((await reader.next()).value));
        sent.end();
        print(String((await reader.next()).value), (await reader.next()).done);
      },
    ),

  'a client hears when the server refuses in the middle of its body': (print) =>
    withServer(
      (_, response) => {
        response.writeHead(413, { connection: 'close' }).end('too large');
      },
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST', agent: false });
        sent.on('error', (error) => print(told(error)));
        sent.write('x');
        const [message] = await once(sent, 'response');
        print(message.statusCode, await textOf(message));
        sent.destroy();
      },
    ),
});

export const behaviours = [...more, ...streaming];
