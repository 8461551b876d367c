import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { area } from './behaviour.ts';
import {
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
    const server = await listening(createServer());
    const pending = send(server);
    const [, response] = await once(server.server, 'request');
    const told: string[] = [];
    const closed = once(server.server, 'close').then(() => told.push('closed'));
    server.server.close(() => told.push('close callback'));
    print(server.server.listening);
    print(await errorOf(() => send(server)), told);
    response.end('late');
    print((await pending).text);
    await closed;
    print(told);
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
    const server = await listening(createServer());
    const agent = new Agent({ keepAlive: true });
    const slow = askThrough(server, agent, '/slow');
    const [, response] = await once(server.server, 'request');
    server.server.on('request', (_, quick) => quick.end('quick'));
    await askThrough(server, agent, '/quick');
    server.server.closeIdleConnections();
    response.end('slow');
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
        const [kept] = Object.values(agent.freeSockets).flat();
        const closed = new Promise((resolve) => kept?.on('close', resolve));
        server.server.closeIdleConnections();
        await closed;
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
