import { once } from 'node:events';
import { createServer, METHODS, STATUS_CODES } from 'node:http';
import { area } from './behaviour.ts';
import { errorOf, listening, send, told, withServer } from './kit.ts';

export const behaviours = area('http server', {
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

  'methods and status codes are listed': (print) => {
    print(METHODS.length, METHODS.slice(0, 6), METHODS.includes('PATCH'));
    print(Object.keys(STATUS_CODES).length, STATUS_CODES[418], STATUS_CODES[422]);
  },
});
