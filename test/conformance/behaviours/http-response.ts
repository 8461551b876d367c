import { once } from 'node:events';
import { get, request, type ServerResponse } from 'node:http';
import { area } from './behaviour.ts';
import { deferred, errorOf, send, withServer } from './kit.ts';

/** Runs `use` on a response of a live server, which is ended afterwards if it is not yet. */
function withResponse(use: (response: ServerResponse) => unknown) {
  return withServer(
    async (_, response) => {
      await use(response);
      if (!response.writableEnded) response.end();
    },
    (server) => send(server),
  );
}

export const behaviours = area('http response', {
  'writeHead takes a reason and headers': async (print) => {
    const { status, reason, headers } = await withResponse((response) =>
      response.writeHead(404, 'Nothing Here', { 'X-One': '1' }),
    );
    print(status, reason, headers['x-one']);
  },

  'writeHead takes headers as a flat list': async (print) => {
    const { rawHeaders } = await withResponse((response) =>
      response.writeHead(200, ['X-One', '1', 'x-two', '2', 'X-One', '3']),
    );
    print(rawHeaders.slice(0, 6));
  },

  'writeHead adds to the headers that were set': async (print) => {
    const { headers } = await withResponse((response) => {
      response.setHeader('x-kept', 'kept');
      response.setHeader('x-changed', 'old');
      response.writeHead(200, { 'x-changed': 'new' });
    });
    print(headers['x-kept'], headers['x-changed']);
  },

  'writeHead returns the response': (print) =>
    withResponse((response) => print(response.writeHead(201) === response)),

  'writeHead twice is an error': (print) =>
    withResponse(async (response) => {
      response.writeHead(200);
      print(await errorOf(() => response.writeHead(500)));
    }),

  'writeHead refuses a status that cannot be': (print) =>
    withResponse(async (response) => {
      print(await errorOf(() => response.writeHead(42)));
      print(await errorOf(() => response.writeHead(Number.NaN)));
      print(await errorOf(() => response.writeHead(1000)));
    }),

  'writeHead refuses a reason with a line break': (print) =>
    withResponse(async (response) => {
      print(await errorOf(() => response.writeHead(200, 'a\r\nb')));
      response.statusMessage = 'OK';
    }),

  'headers are set, read and removed in any case': (print) =>
    withResponse((response) => {
      response.setHeader('X-One', 1).setHeader('x-two', ['a', 'b']);
      print(response.getHeader('x-ONE'), response.getHeader('X-Two'), response.hasHeader('x-one'));
      print(
        response.getHeaderNames(),
        (response as unknown as { getRawHeaderNames(): string[] }).getRawHeaderNames(),
        response.getHeaders(),
      );
      response.removeHeader('X-ONE');
      print(response.hasHeader('x-one'), response.getHeader('x-one'));
    }),

  'appendHeader makes a list': async (print) => {
    const { headers, rawHeaders } = await withResponse((response) => {
      response.appendHeader('x-list', 'a').appendHeader('X-List', ['b', 'c']);
      print(response.getHeader('x-list'));
    });
    print(headers['x-list'], rawHeaders.filter((text) => /^x-list$/i.test(text)).length);
  },

  'setHeaders takes a Map or Headers': async (print) => {
    const { headers } = await withResponse((response) => {
      response.setHeaders(new Headers({ A: '1' }));
      response.setHeaders(new Map([['b', '2']]));
    });
    print(headers.a, headers.b);
  },

  'Set-Cookie is always a list': async (print) => {
    const one = await withResponse((response) => response.setHeader('Set-Cookie', 'a=1'));
    const two = await withResponse((response) =>
      response.setHeader('set-cookie', ['a=1; Path=/', 'b=2']),
    );
    print(one.headers['set-cookie'], two.headers['set-cookie']);
  },

  'a header name must be a token': (print) =>
    withResponse(async (response) => {
      print(await errorOf(() => response.setHeader('a b', '1')));
      print(await errorOf(() => response.setHeader('', '1')));
    }),

  'a header value must be there and be printable': (print) =>
    withResponse(async (response) => {
      print(await errorOf(() => response.setHeader('x', undefined as unknown as string)));
      print(await errorOf(() => response.setHeader('x', 'a\nb')));
      print(await errorOf(() => response.setHeader('x', '€')));
    }),

  'headers after they were sent are an error': (print) =>
    withResponse(async (response) => {
      print(response.headersSent);
      response.write('x');
      print(response.headersSent);
      print(await errorOf(() => response.setHeader('a', 'b')));
      print(await errorOf(() => response.removeHeader('a')));
    }),

  'flushHeaders sends them before any body': (print) =>
    withServer(
      (asked, response) => {
        response.setHeader('x-early', 'yes');
        response.flushHeaders();
        asked.resume().on('end', () => response.end('late'));
      },
      async (server) => {
        const open = request({ host: '127.0.0.1', port: server.port, method: 'POST' });
        open.flushHeaders();
        const [message] = await once(open, 'response');
        print(message.headers['x-early']);
        message.resume();
        open.end();
        await once(message, 'end');
        print('ended');
      },
    ),

  'write after end is an error event': (print) =>
    withResponse(async (response) => {
      response.end('x');
      response.on('error', (error: NodeJS.ErrnoException) => print(error.code, error.message));
      const given = await new Promise((resolve) => {
        print(response.write('y', resolve));
      });
      print((given as NodeJS.ErrnoException).code);
    }),

  'end twice is quiet, and tells its second callback': (print) =>
    withResponse(async (response) => {
      response.end('x');
      const error = await new Promise((resolve) => {
        response.end(resolve);
      });
      print((error as NodeJS.ErrnoException | undefined)?.code);
    }),

  'write takes text, Buffer and bytes, and nothing else': (print) =>
    withResponse(async (response) => {
      response.write('a');
      response.write(Buffer.from('b'));
      response.write(new Uint8Array([99]));
      response.write('64', 'hex');
      print(await errorOf(() => response.write(1 as unknown as string)));
      print(await errorOf(() => response.write(null as unknown as string)));
    }).then(({ text }) => print(text)),

  'finish comes before close': (print) => {
    const closed = deferred();
    return withServer(
      (_, response) => {
        response.on('finish', () => print('finish', response.writableFinished));
        response.on('close', () => {
          print('close', response.destroyed);
          closed.resolve();
        });
        response.on('prefinish', () => print('prefinish'));
        response.end('x', () => print('end callback'));
        print(response.writableEnded, response.writableFinished, response.finished);
      },
      async (server) => {
        await send(server);
        await closed.promise;
      },
    );
  },

  'writeProcessing and writeEarlyHints come before the answer': (print) =>
    withServer(
      (_, response) => {
        response.writeProcessing();
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        response.end('final');
      },
      async ({ port }) => {
        const asked = get({ host: '127.0.0.1', port, agent: false });
        asked.on('information', (info) => print(info.statusCode, info.headers));
        const [message] = await once(asked, 'response');
        print(message.statusCode);
        message.resume();
        await once(message, 'end');
      },
    ),

  'with strictContentLength a body of another length throws': (print) =>
    withResponse(async (response) => {
      response.strictContentLength = true;
      response.writeHead(200, { 'content-length': 3 });
      print(await errorOf(() => response.write('12345')));
      print(await errorOf(() => response.end('1')));
      response.end('123');
    }).then(({ text }) => print(text)),

  'a length that the handler sets is kept': async (print) => {
    const { headers, text } = await withResponse((response) => {
      response.setHeader('Content-Length', 3);
      response.write('a');
      response.end('bc');
    });
    print(headers['content-length'], headers['transfer-encoding'], text);
  },

  'statusMessage goes with statusCode': async (print) => {
    const { status, reason } = await withResponse((response) => {
      print(response.statusCode, response.statusMessage);
      response.statusCode = 299;
      response.statusMessage = 'Mine';
    });
    print(status, reason);
    const unknown = await withResponse((response) => response.writeHead(299));
    print(unknown.status, unknown.reason);
  },

  'cork and uncork keep the body whole': async (print) => {
    const { text } = await withResponse((response) => {
      response.cork();
      response.write('a');
      response.write('b');
      response.uncork();
      print(response.writableCorked, response.writableHighWaterMark, response.writableObjectMode);
    });
    print(text);
  },
});
