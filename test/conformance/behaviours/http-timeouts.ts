import { once } from 'node:events';
import { Agent, createServer, get, request } from 'node:http';
import { area } from './behaviour.ts';
import { askThrough, errorOf, listening, send, told, withServer } from './kit.ts';

const TEN = { 'content-length': 10 };

export const behaviours = area('http timeouts', {
  'keepAliveTimeout closes a connection that is idle': (print) =>
    withServer(
      (_, response) => response.end('x'),
      async (server) => {
        server.server.keepAliveTimeout = 1;
        const agent = new Agent({ keepAlive: true });
        const gone = new Promise((resolve) => {
          server.server.once('connection', (socket) => socket.once('close', resolve));
        });
        print(await askThrough(server, agent));
        await gone;
        print('closed');
        agent.destroy();
      },
    ),

  'a timeout of the server ends a connection that is silent': (print) =>
    withServer(
      () => {},
      async (server) => {
        server.server.setTimeout(20);
        print(await errorOf(() => send(server)));
      },
    ),

  'a timeout of the server can be handled': (print) =>
    withServer(
      () => {},
      async (server) => {
        server.server.timeout = 20;
        server.server.once('timeout', (socket) => {
          print('timeout', socket.destroyed);
          socket.destroy();
        });
        print(await errorOf(() => send(server)));
      },
    ),

  'requestTimeout answers a body that does not come': async (print) => {
    const options = { requestTimeout: 30, headersTimeout: 20, connectionsCheckingInterval: 10 };
    const server = await listening(createServer(options, () => {}));
    const sent = request({ host: '127.0.0.1', port: server.port, method: 'POST', headers: TEN });
    sent.write('half');
    sent.on('error', (error) => print(told(error)));
    const [message] = await once(sent, 'response');
    print(message.statusCode, message.headers.connection);
    message.resume();
    await once(sent, 'close');
    server.server.close();
  },

  'a request times out while nothing comes': (print) =>
    withServer(
      () => {},
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false, timeout: 20 });
        const failed = once(sent, 'error');
        const heard = sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
        print(heard === sent, told((await failed)[0]));
      },
    ),

  'an agent may have a timeout for all': (print) =>
    withServer(
      () => {},
      async ({ port }) => {
        const agent = new Agent({ keepAlive: true, timeout: 20 });
        const sent = get({ host: '127.0.0.1', port, agent });
        await once(sent, 'timeout');
        const failed = once(sent, 'error');
        sent.destroy();
        print(told((await failed)[0]));
        agent.destroy();
      },
    ),

  'a socket times out when asked to': (print) =>
    withServer(
      (asked, response) => {
        asked.socket.setTimeout(20, () => response.end('by the socket'));
      },
      async (server) => print((await send(server)).text),
    ),

  'a request that was sent in half is aborted with its socket': (print) =>
    withServer(
      () => {},
      async ({ port, server }) => {
        const sent = request({ host: '127.0.0.1', port, method: 'POST', headers: TEN });
        const failed = once(sent, 'error');
        sent.write('half');
        const [asked] = await once(server, 'request');
        asked.on('error', () => {});
        await once(asked, 'data');
        asked.socket.destroy();
        print(told((await failed)[0]), sent.writableEnded);
      },
    ),

  'a socket that is destroyed with an error tells its request': (print) =>
    withServer(
      () => {},
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        const [socket] = await once(sent, 'socket');
        const failed = once(sent, 'error');
        if (socket.connecting) await once(socket, 'connect');
        socket.destroy(new Error('cut'));
        print(told((await failed)[0]));
      },
    ),
});
