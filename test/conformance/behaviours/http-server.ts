import { createServer } from 'node:http';
import { area } from './behaviour.ts';
import { listening, send, textOf, told, withServer } from './kit.ts';

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
          headers: [
            ...['Host', 'test', 'X-Many', '1', 'x-many', '2', 'Cookie', 'a=1', 'Cookie', 'b=2'],
            ...['User-Agent', 'one', 'User-Agent', 'two'],
          ],
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
});
