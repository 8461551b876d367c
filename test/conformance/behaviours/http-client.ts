import { once } from 'node:events';
import { Agent, get, globalAgent, type IncomingMessage, request } from 'node:http';
import { area } from './behaviour.ts';
import { errorOf, send, textOf, told, withServer } from './kit.ts';

export const behaviours = area('http client', {
  'get sends no body and ends itself': (print) =>
    withServer(
      (request, response) => response.end(`${request.method} ${request.headers.connection}`),
      async ({ url }) => {
        const [message] = (await once(get(`${url}/x`), 'response')) as [IncomingMessage];
        print(message.statusCode, await textOf(message));
      },
    ),

  'request takes a URL with options on top': (print) =>
    withServer(
      (request, response) => response.end(`${request.method} ${request.url}`),
      async ({ url }) => {
        const sent = request(new URL(`${url}/path?a=b#c`), { method: 'PUT' });
        const answered = once(sent, 'response');
        sent.end();
        print(await textOf((await answered)[0]));
      },
    ),

  'the request headers that Node adds': (print) =>
    withServer(
      (request, response) => {
        print(request.rawHeaders.filter((_, at) => at % 2 === 0));
        print(request.headers.connection, /^127\.0\.0\.1:\d+$/.test(request.headers.host ?? ''));
        response.end();
      },
      async (server) => {
        await send(server);
        await send(server, { method: 'POST' }, 'x');
        await send(server, { headers: { Host: '127.0.0.1:1', 'X-A': '1' } });
      },
    ),

  'a body written in parts is sent in chunks': (print) =>
    withServer(
      async (request, response) => {
        print(request.headers['transfer-encoding'], request.headers['content-length']);
        response.end(await textOf(request));
      },
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST' });
        sent.write('one ');
        sent.write('two ');
        sent.end('three');
        const [message] = await once(sent, 'response');
        print(await textOf(message));
      },
    ),

  'DELETE without a length loses its body': (print) =>
    withServer(
      async (request, response) => {
        const { headers } = request;
        print(request.method, headers['content-length'], headers['transfer-encoding']);
        print([await textOf(request)]);
        response.end();
      },
      async (server) => {
        await send(server, { method: 'DELETE' });
        await send(server, { method: 'DELETE' }, 'body');
      },
    ),

  'headers of a request can be set until they are sent': (print) =>
    withServer(
      (request, response) => response.end(request.headers['x-late']),
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, headers: { 'X-Late': 'a' } });
        print(sent.getHeader('x-late'), sent.method, sent.path, sent.host, sent.protocol);
        sent.setHeader('x-late', 'b');
        sent.end();
        print(await errorOf(() => sent.setHeader('x-late', 'c')));
        const [message] = await once(sent, 'response');
        print(await textOf(message));
      },
    ),

  'auth becomes an Authorization header': (print) =>
    withServer(
      (request, response) => response.end(request.headers.authorization),
      async (server) => print((await send(server, { auth: 'me:secret' })).text),
    ),

  'repeated answer headers follow their own rules': (print) =>
    withServer(
      (_, response) => {
        response.writeHead(200, [
          ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-A', '1', 'x-a', '2'],
          ...['Content-Type', 'text/plain', 'Content-Type', 'text/html', 'ETag', 'a', 'ETag', 'b'],
        ]);
        response.end();
      },
      async (server) => {
        const { headers, message } = await send(server);
        print(headers['set-cookie'], headers['x-a'], headers['content-type'], headers.etag);
        print(message.headersDistinct['x-a'], message.headersDistinct.etag);
      },
    ),

  'redirects are not followed': (print) =>
    withServer(
      (_, response) => response.writeHead(302, { location: '/there' }).end(),
      async (server) => {
        const { status, headers } = await send(server);
        print(status, headers.location);
      },
    ),

  'a response nobody listens for is dumped': (print) =>
    withServer(
      (_, response) => response.end('unread'),
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, agent: false });
        sent.end();
        await once(sent, 'close');
        print(sent.destroyed, sent.writableFinished);
      },
    ),

  'options that cannot be are refused at once': async (print) => {
    print(await errorOf(() => request('not a url')));
    print(await errorOf(() => request({ protocol: 'https:', host: '127.0.0.1' })));
    print(await errorOf(() => request({ path: '/a b' })));
    print(await errorOf(() => request({ method: 'B AD' })));
    print(await errorOf(() => request({ host: 1 as unknown as string })));
    print(await errorOf(() => request({ headers: { 'a b': '1' } })));
    print(await errorOf(() => request({ headers: { a: 'x\ny' } })));
    print(await errorOf(() => request({ agent: 1 as unknown as Agent })));
  },

  'the events of an exchange come in their order': (print) =>
    withServer(
      (_, response) => response.end('x'),
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, agent: false });
        for (const event of ['socket', 'finish', 'response', 'close']) {
          sent.on(event, () => print(`request ${event}`));
        }
        sent.on('response', (message: IncomingMessage) => {
          for (const event of ['end', 'close']) message.on(event, () => print(`answer ${event}`));
          message.resume();
        });
        sent.end();
        await once(sent, 'close');
      },
    ),

  'a message is complete when all of it came': (print) =>
    withServer(
      (_, response) => response.end('x'.repeat(10)),
      async (server) => {
        const { message } = await send(server);
        print(message.complete, message.aborted, message.destroyed, message.readableEnded);
      },
    ),

  'a body of a megabyte arrives whole, both ways': (print) =>
    withServer(
      (request, response) => request.pipe(response),
      async (server) => {
        const { text } = await send(server, { method: 'POST' }, '0123456789abcdef'.repeat(65_536));
        print(text.length, text === '0123456789abcdef'.repeat(65_536));
      },
    ),

  'many requests at once all get their own answer': (print) =>
    withServer(
      async (request, response) => response.end(`${request.url} ${await textOf(request)}`),
      async (server) => {
        const sent = Array.from({ length: 50 }, (_, at) =>
          send(server, { method: 'POST', path: `/${at}` }, `body ${at}`),
        );
        const answers = await Promise.all(sent);
        print(answers.every(({ text }, at) => text === `/${at} body ${at}`));
      },
    ),

  'Expect: 100-continue gives a continue event before the body': (print) =>
    withServer(
      async (request, response) => response.end(await textOf(request)),
      async ({ port }) => {
        const headers = { expect: '100-continue' };
        const sent = request({ host: '127.0.0.1', port, method: 'POST', headers });
        sent.on('continue', () => {
          print('continue');
          sent.end('body');
        });
        const [message] = await once(sent, 'response');
        print(message.statusCode, await textOf(message));
      },
    ),

  'request trailers reach the server': (print) =>
    withServer(
      async (request, response) => {
        print(request.trailers, await textOf(request), request.trailers);
        response.end();
      },
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST' });
        sent.setHeader('trailer', 'x-end');
        sent.write('body');
        sent.addTrailers({ 'X-End': 'yes' });
        sent.end();
        const [message] = await once(sent, 'response');
        message.resume();
        await once(message, 'end');
      },
    ),

  'write after end is an error event': (print) =>
    withServer(
      (_, response) => response.end(),
      async ({ port }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST' });
        const errors: string[] = [];
        sent.on('error', (error) => errors.push(told(error)));
        const closed = new Promise((resolve) => sent.on('close', resolve));
        sent.end('x');
        sent.write('y');
        await closed;
        print(errors[0]);
      },
    ),

  'the global agent keeps connections': (print) => {
    print(globalAgent instanceof Agent, globalAgent.maxSockets, globalAgent.maxFreeSockets);
  },
});
