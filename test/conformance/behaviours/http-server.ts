import { once } from 'node:events';
import { createServer, METHODS, STATUS_CODES } from 'node:http';
import { area } from './behaviour.ts';
import { errorOf, listening, send, textOf, told, withServer } from './kit.ts';

export const behaviours = area('http server', {
  'a request has its method, url and version': (print) =>
    withServer(
      (request, response) => {
        print(request.method, request.url, request.httpVersion);
        response.end();
      },
      async (server) => {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
          await send(server, { method, path: '/a%20b?q=1&q=2#no' });
        }
      },
    ),

  'headers are found in lower case, whatever their case': (print) =>
    withServer(
      (request, response) => {
        print(request.headers['x-mixed'], request.headers['X-Mixed' as 'x-mixed']);
        print(request.rawHeaders.filter((_, at, all) => all[at - (at % 2)] === 'X-MiXeD'));
        response.end();
      },
      (server) => send(server, { headers: { 'X-MiXeD': 'yes' } }),
    ),

  'repeated headers are joined, listed or dropped by their name': (print) =>
    withServer(
      (request, response) => {
        print(request.headers['x-many'], request.headers.cookie, request.headers['user-agent']);
        print(request.headersDistinct['x-many'], request.headersDistinct.cookie);
        response.end();
      },
      (server) =>
        send(server, {
          headers: { 'x-many': ['1', '2'], cookie: ['a=1', 'b=2'], 'user-agent': ['one', 'two'] },
        }),
    ),

  'a body arrives by async iteration': (print) =>
    withServer(
      async (request, response) => {
        print(await textOf(request), request.headers['content-length'], request.complete);
        response.end();
      },
      (server) => send(server, { method: 'POST' }, 'héllo wörld'),
    ),

  'setEncoding gives text with characters kept whole': (print) =>
    withServer(
      (request, response) => {
        request.setEncoding('utf8');
        let text = '';
        request.on('data', (chunk) => {
          text += typeof chunk === 'string' ? chunk : '(bytes)';
        });
        request.on('end', () => {
          print(text);
          response.end();
        });
      },
      (server) => send(server, { method: 'POST' }, '€'.repeat(5)),
    ),

  'end with text sends its length in bytes': (print) =>
    withServer(
      (_, response) => response.end('€'),
      async (server) => {
        const { headers, text } = await send(server);
        print(headers['content-length'], headers['transfer-encoding'], text);
      },
    ),

  'write before end sends chunks': (print) =>
    withServer(
      (_, response) => {
        response.write('a');
        response.write('b');
        response.end('c');
      },
      async (server) => {
        const { headers, text } = await send(server);
        print(headers['content-length'], headers['transfer-encoding'], text);
      },
    ),

  'an answer carries Date and Connection': (print) =>
    withServer(
      (request, response) => {
        response.sendDate = request.url !== '/dateless';
        response.end('x');
      },
      async (server) => {
        const { rawHeaders } = await send(server);
        print(rawHeaders.filter((_, at) => at % 2 === 0));
        print(/^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT$/.test(rawHeaders[1] ?? ''));
        print((await send(server, { path: '/dateless' })).rawHeaders);
      },
    ),

  'HEAD sends no body, and a length only when it is set': (print) =>
    withServer(
      (request, response) => {
        if (request.url === '/sized') response.setHeader('content-length', 8);
        response.end('not sent');
      },
      async (server) => {
        for (const path of ['/sized', '/']) {
          const { status, headers, text } = await send(server, { method: 'HEAD', path });
          print(status, headers['content-length'], headers['transfer-encoding'], [text]);
        }
      },
    ),

  '204 and 304 have neither body nor length': (print) =>
    withServer(
      (request, response) => {
        response.statusCode = Number(request.url?.slice(1));
        response.end('not sent');
      },
      async (server) => {
        for (const status of [204, 304]) {
          const { headers, reason, text } = await send(server, { path: `/${status}` });
          print(status, reason, headers['content-length'], headers['transfer-encoding'], [text]);
        }
      },
    ),

  'trailers follow a chunked body': (print) =>
    withServer(
      (_, response) => {
        response.writeHead(200, { trailer: 'X-Sum' });
        response.write('body');
        response.addTrailers({ 'X-Sum': '42' });
        response.end();
      },
      async (server) => {
        const { message, headers } = await send(server);
        print(headers.trailer, message.trailers, message.rawTrailers);
      },
    ),

  'Expect: 100-continue is answered by itself': (print) =>
    withServer(
      async (request, response) => {
        print('server read', await textOf(request), request.headers.expect);
        response.end('done');
      },
      async (server) => {
        const { text } = await send(
          server,
          { method: 'POST', headers: { expect: '100-continue', 'content-length': 2 } },
          'ok',
        );
        print(text);
      },
    ),

  'checkContinue decides whether the body is wanted': async (print) => {
    const server = await listening(createServer(() => print('not called')));
    server.server.on('checkContinue', (request, response) => {
      if (request.headers['content-length'] === '9') {
        response.writeHead(413).end();
        return;
      }
      response.writeContinue();
      request.resume().on('end', () => response.end('taken'));
    });
    for (const body of ['ok', '123456789']) {
      const headers = { expect: '100-continue', 'content-length': body.length };
      const { status, text } = await send(server, { method: 'POST', headers }, body);
      print(status, text);
    }
    server.server.close();
  },

  'unknown expectations are answered 417 or by checkExpectation': (print) =>
    withServer(
      (_, response) => response.end('request'),
      async (server) => {
        const headers = { expect: 'a-miracle' };
        print((await send(server, { headers })).status);
        server.server.on('checkExpectation', (_, response) => response.writeHead(200).end('seen'));
        print((await send(server, { headers })).text);
      },
    ),

  'a chunked request body has no length': (print) =>
    withServer(
      async (request, response) => {
        print(request.headers['transfer-encoding'], request.headers['content-length']);
        response.end(await textOf(request));
      },
      async (server) => {
        const headers = { 'transfer-encoding': 'chunked' };
        print((await send(server, { method: 'POST', headers }, 'in chunks')).text);
      },
    ),

  'listening on a taken port is EADDRINUSE': (print) =>
    withServer(
      () => {},
      async ({ port }) => {
        const second = createServer();
        second.listen(port, '127.0.0.1');
        const [error] = await once(second, 'error');
        print(told(error), error.errno < 0, error.syscall, error.address, error.port === port);
        print(second.listening);
      },
    ),

  'listen refuses a port that cannot be': async (print) => {
    print(await errorOf(() => createServer().listen(70_000)));
    print(await errorOf(() => createServer().listen(-1)));
  },

  'a server that listens twice throws': async (print) => {
    const { server } = await listening(createServer());
    print(await errorOf(() => server.listen(0)));
    server.close();
  },

  'address tells where it listens, and null when it does not': async (print) => {
    const idle = createServer();
    print(idle.address(), idle.listening);
    const { server, port } = await listening(idle);
    const address = server.address();
    print(typeof address === 'object' && address?.port === port && port > 0, server.listening);
    server.close();
    await once(server, 'close');
    print(server.address(), server.listening);
  },

  'defaults of its time limits': (print) => {
    const server = createServer();
    print(server.timeout, server.keepAliveTimeout, server.requestTimeout, server.headersTimeout);
    print(server.maxHeadersCount, server.maxRequestsPerSocket);
  },

  'a server with no handler never answers, an event handler does': async (print) => {
    const server = await listening(createServer());
    server.server.on('request', (_, response) => response.end('by event'));
    print((await send(server)).text);
    server.server.close();
  },

  'an async handler that rejects leaves the request open': (print) =>
    withServer(
      (_, response) => {
        const failing = async () => {
          throw new Error('mine');
        };
        failing().catch((error) => {
          print(told(error), response.headersSent);
          response.writeHead(500).end('caught');
        });
      },
      async (server) => print((await send(server)).status),
    ),

  'methods and status codes are listed': (print) => {
    print(METHODS.length, METHODS.slice(0, 6), METHODS.includes('PATCH'));
    print(Object.keys(STATUS_CODES).length, STATUS_CODES[418], STATUS_CODES[422]);
  },
});
