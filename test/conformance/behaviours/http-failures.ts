import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage, request } from 'node:http';
import { area } from './behaviour.ts';
import { after, deferred, errorOf, NO_SUCH_HOST, send, textOf, told, withServer } from './kit.ts';

/** What a request that must fail reports: its error, as a line. */
async function failureOf(sent: ClientRequest): Promise<string> {
  const [error] = (await once(sent, 'error')) as [Error];
  return told(error);
}

/** A port of 127.0.0.1 on which nothing listens any more. */
async function closedPort(): Promise<number> {
  return withServer(
    () => {},
    async ({ port }) => port,
  );
}

/** A header for a body of ten bytes. */
const TEN = { 'content-length': 10 };

export const behaviours = area('http failures', {
  'nobody listening is ECONNREFUSED': async (print) => {
    const sent = get({ host: '127.0.0.1', port: await closedPort() });
    const [error] = await once(sent, 'error');
    print(told(error), error.syscall, error.address, typeof error.port, error.errno < 0);
    print(sent.destroyed, sent.reusedSocket);
  },

  'a host that is not there is ENOTFOUND': async (print) => {
    const sent = get({ host: NO_SUCH_HOST });
    const [error] = await once(sent, 'error');
    print(told(error), error.syscall, error.hostname, error.errno);
  },

  'a server that breaks off before the answer is ECONNRESET': (print) =>
    withServer(
      (_, response) => response.destroy(),
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        sent.on('close', () => print('close'));
        print(await failureOf(sent));
        if (!sent.closed) await once(sent, 'close');
      },
    ),

  'a server that breaks off in the body aborts the answer': (print) =>
    withServer(
      () => {},
      async ({ port, server }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        const [, response] = await once(server, 'request');
        response.writeHead(200, TEN).write('half');
        const [message] = (await once(sent, 'response')) as [IncomingMessage];
        message.on('data', (bytes) => {
          print('data', String(bytes));
          response.destroy();
        });
        message.on('aborted', () => print('aborted'));
        message.on('end', () => print('end'));
        message.on('error', (error) => print('error', told(error)));
        await new Promise((resolve) => message.on('close', resolve));
        print(message.complete, message.aborted, message.destroyed);
      },
    ),

  'reading an answer that breaks off throws': (print) =>
    withServer(
      (_, response) => response.write('half', () => response.destroy()),
      async (server) => print(await errorOf(() => send(server))),
    ),

  'a client that leaves before the answer closes the response': (print) =>
    withServer(
      () => {},
      async ({ server, port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        const [asked, response] = await once(server, 'request');
        asked.on('aborted', () => print('request aborted'));
        asked.on('error', (error: Error) => print('request error', told(error)));
        const closed = Promise.all([once(response, 'close'), closeOf(asked)]);
        sent.on('error', (error) => print('client', told(error)));
        sent.destroy();
        await closed;
        print(response.writableEnded, response.writableFinished, response.destroyed);
        print(asked.complete, asked.aborted, asked.destroyed);
      },
    ),

  'a client that leaves in its body aborts the request': (print) =>
    withServer(
      () => {},
      async ({ server, port }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST', headers: TEN });
        sent.on('error', () => {});
        sent.write('half');
        const [asked] = await once(server, 'request');
        const said: string[] = [];
        asked.on('data', (bytes: Buffer) => said.push(String(bytes)));
        await once(asked, 'data');
        asked.on('error', (error: Error) => said.push(told(error)));
        const closed = closeOf(asked);
        sent.destroy();
        await closed;
        print(said, asked.complete, asked.aborted);
      },
    ),

  'destroy with an error reports that error': (print) =>
    withServer(
      () => {},
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        sent.destroy(new Error('mine'));
        print(await failureOf(sent), sent.destroyed);
      },
    ),

  'destroy before the answer is "socket hang up"': (print) =>
    withServer(
      () => {},
      async ({ port, server }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        await once(server, 'request');
        sent.destroy();
        print(await failureOf(sent));
      },
    ),

  'abort gives an abort event and ECONNRESET': (print) =>
    withServer(
      () => {},
      async ({ port, server }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        sent.on('abort', () => print('abort', sent.aborted));
        await once(server, 'request');
        sent.abort();
        print(await failureOf(sent));
      },
    ),

  'a signal aborts a request': (print) =>
    withServer(
      () => {},
      async ({ port, server }) => {
        const control = new AbortController();
        const sent = get({ host: '127.0.0.1', port, signal: control.signal });
        await once(server, 'request');
        control.abort(new Error('why'));
        print(await failureOf(sent));
        const late = get({ host: '127.0.0.1', port, signal: AbortSignal.abort() });
        print(await failureOf(late));
      },
    ),

  'a timeout is an event and ends nothing by itself': (print) =>
    withServer(
      () => {},
      async ({ port, server }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false, timeout: 20 });
        const timedOut = once(sent, 'timeout');
        const [, response] = await once(server, 'request');
        await timedOut;
        print('timeout', sent.destroyed);
        response.end('late');
        const [message] = await once(sent, 'response');
        print(message.statusCode, await textOf(message));
      },
    ),

  'setTimeout calls back, and destroy then fails the request': (print) =>
    withServer(
      () => {},
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        sent.setTimeout(20, () => sent.destroy(new Error('too slow')));
        print(await failureOf(sent));
      },
    ),

  'a response can be timed out by its server': (print) =>
    withServer(
      (_, response) => {
        response.setTimeout(20, () => response.writeHead(503).end('gave up'));
      },
      async (server) => print((await send(server)).text),
    ),

  'an error that a handler passes to destroy stays with the server': (print) =>
    withServer(
      (_, response) => {
        response.on('error', (error) => print('server', told(error)));
        response.destroy(new Error('handler'));
      },
      async ({ port }) => {
        print('client', await failureOf(get({ host: '127.0.0.1', port, agent: false })));
      },
    ),

  'a body that is shorter than its length is aborted': (print) =>
    withServer(
      (_, response) => {
        response.writeHead(200, { ...TEN, connection: 'close' });
        response.end('short');
      },
      async (server) => print(await errorOf(() => send(server))),
    ),

  'a body that is longer than its length is an error after the answer': (print) =>
    withServer(
      (_, response) => {
        response.writeHead(200, { 'content-length': 3 });
        response.end('12345');
      },
      async ({ port, url }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false }, (message) => {
          message.on('data', (bytes) => print('data', String(bytes)));
        });
        print(await failureOf(sent));
        print(await (await fetch(url)).text());
      },
    ),

  'writing to a client that has gone is quiet': (print) =>
    withServer(
      () => {},
      async ({ port, server }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        sent.on('error', () => {});
        const [, response] = await once(server, 'request');
        sent.destroy();
        await once(response, 'close');
        response.on('error', (error: Error) => print('error', told(error)));
        print(response.write('x'), response.headersSent);
        response.end('y');
        await after(10);
        print(response.writableEnded, response.destroyed);
      },
    ),

  'an exchange that was aborted leaves the server serving': (print) =>
    withServer(
      (request, response) => {
        if (request.url === '/ok') response.end('fine');
      },
      async (server) => {
        const asked = deferred();
        server.server.once('request', () => asked.resolve());
        const sent = get({ host: '127.0.0.1', port: server.port, agent: false });
        sent.on('error', () => {});
        await asked.promise;
        sent.destroy();
        print((await send(server, { path: '/ok' })).text);
      },
    ),
});

/** Resolves when the message has closed; unlike `once`, an error event does not end the wait. */
function closeOf(message: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    message.on('close', resolve);
  });
}
