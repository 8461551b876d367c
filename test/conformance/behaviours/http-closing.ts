import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { area } from './behaviour.ts';
import {
  after,
  askThrough,
  connectionNumbers,
  errorOf,
  listening,
  send,
  told,
  withServer,
} from './kit.ts';

export const behaviours = area('http connections', {
  'close lets answers end and takes no new connections': async (print) => {
    const server = await listening(
      createServer((_, response) => setTimeout(() => response.end('late'), 40)),
    );
    const pending = send(server);
    await once(server.server, 'request');
    const closed = once(server.server, 'close').then(() => print('closed'));
    server.server.close(() => print('close callback'));
    print(server.server.listening);
    print(await errorOf(() => send(server)));
    print((await pending).text);
    await closed;
  },

  'close closes idle connections too': async (print) => {
    const server = await listening(createServer((_, response) => response.end('x')));
    const agent = new Agent({ keepAlive: true });
    await askThrough(server, agent);
    server.server.close();
    await once(server.server, 'close');
    print('closed');
    agent.destroy();
  },

  'close of a server that does not run is an error': async (print) => {
    const given = await new Promise((resolve) => {
      createServer().close(resolve);
    });
    print(told(given));
  },

  'closeAllConnections breaks off answers': async (print) => {
    const server = await listening(createServer(() => {}));
    const pending = errorOf(() => send(server));
    await once(server.server, 'request');
    server.server.closeAllConnections();
    print(await pending);
    server.server.close();
    await once(server.server, 'close');
    print('closed');
  },

  'closeIdleConnections leaves those at work': async (print) => {
    const server = await listening(
      createServer((asked, response) => {
        if (asked.url === '/slow') setTimeout(() => response.end('slow'), 30);
        else response.end('quick');
      }),
    );
    const agent = new Agent({ keepAlive: true });
    const slow = askThrough(server, agent, '/slow');
    await askThrough(server, agent, '/quick');
    server.server.closeIdleConnections();
    print(await slow);
    server.server.close();
    agent.destroy();
  },

  'a kept connection that the server closed is not used again': (print) => {
    const number = connectionNumbers();
    return withServer(
      (asked, response) => response.end(number(asked.socket)),
      async (server) => {
        const agent = new Agent({ keepAlive: true });
        print(await askThrough(server, agent));
        server.server.closeIdleConnections();
        await after(20);
        print(await askThrough(server, agent));
        agent.destroy();
      },
    );
  },

  'agent.destroy breaks off what is under way': (print) =>
    withServer(
      () => {},
      async ({ server, port }) => {
        const agent = new Agent({ keepAlive: true });
        const sent = request({ host: '127.0.0.1', port, agent });
        const failed = once(sent, 'error');
        sent.end();
        await once(server, 'request');
        agent.destroy();
        print(told((await failed)[0]));
      },
    ),

  'unref and ref give the server back': (print) => {
    const server = createServer();
    print(server.unref() === server, server.ref() === server);
  },
});
