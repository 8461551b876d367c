import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { area } from './behaviour.ts';
import { after, askThrough, connectionNumbers, textOf, withServer } from './kit.ts';

export const behaviours = area('http connections', {
  'an agent that keeps alive uses a connection again': (print) => {
    const number = connectionNumbers();
    return withServer(
      (asked, response) => response.end(`${number(asked.socket)} ${asked.headers.connection}`),
      async (server) => {
        const agent = new Agent({ keepAlive: true });
        for (let i = 0; i < 3; i += 1) print(await askThrough(server, agent));
        agent.destroy();
      },
    );
  },

  'an agent that does not keep alive opens one each time': (print) => {
    const number = connectionNumbers();
    return withServer(
      (asked, response) => response.end(`${number(asked.socket)} ${asked.headers.connection}`),
      async (server) => {
        const agent = new Agent();
        for (let i = 0; i < 2; i += 1) print(await askThrough(server, agent));
      },
    );
  },

  'reusedSocket tells which': (print) =>
    withServer(
      (_, response) => response.end('x'),
      async ({ port }) => {
        const agent = new Agent({ keepAlive: true });
        for (let i = 0; i < 2; i += 1) {
          const sent = get({ host: '127.0.0.1', port, agent });
          const [message] = await once(sent, 'response');
          await textOf(message);
          await after(5);
          print(sent.reusedSocket);
        }
        agent.destroy();
      },
    ),

  'maxSockets makes requests wait for a connection': (print) => {
    const number = connectionNumbers();
    let waiting: (() => void)[] = [];
    return withServer(
      (asked, response) => {
        waiting.push(() => response.end(number(asked.socket)));
        if (waiting.length < 2) return;
        for (const answer of waiting) answer();
        waiting = [];
      },
      async (server) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 2 });
        const asked = [1, 2, 3, 4].map((at) => askThrough(server, agent, `/${at}`));
        print(Object.values(agent.sockets).map((list) => list?.length));
        print(Object.values(agent.requests).map((list) => list?.length));
        print((await Promise.all(asked)).sort());
        print(Object.values(agent.freeSockets).map((list) => list?.length));
        agent.destroy();
      },
    );
  },

  'an agent names its pools by host and port': (print) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 3, maxFreeSockets: 1 });
    print(agent.getName({ host: 'users', port: 80 }), agent.getName({}));
    print(agent.maxSockets, agent.maxFreeSockets, agent.maxTotalSockets);
  },

  'Connection: close from the server ends the connection': (print) => {
    const number = connectionNumbers();
    return withServer(
      (asked, response) => {
        response.setHeader('connection', 'close');
        response.end(number(asked.socket));
      },
      async (server) => {
        const agent = new Agent({ keepAlive: true });
        print(await askThrough(server, agent), await askThrough(server, agent));
        agent.destroy();
      },
    );
  },

  'Keep-Alive tells the limit in seconds': (print) =>
    withServer(
      (_, response) => response.end(),
      async ({ server, port }) => {
        const agent = new Agent({ keepAlive: true });
        server.keepAliveTimeout = 7000;
        const [message] = await once(get({ host: '127.0.0.1', port, agent }), 'response');
        print(message.headers.connection, message.headers['keep-alive']);
        message.resume();
        agent.destroy();
      },
    ),

  'maxRequestsPerSocket closes after so many': (print) =>
    withServer(
      (_, response) => response.end('x'),
      async ({ server, port }) => {
        server.maxRequestsPerSocket = 2;
        const agent = new Agent({ keepAlive: true });
        for (let i = 0; i < 2; i += 1) {
          const [message] = await once(get({ host: '127.0.0.1', port, agent }), 'response');
          print(message.headers.connection, message.headers['keep-alive']);
          await textOf(message);
          await after(5);
        }
        agent.destroy();
      },
    ),

  'getConnections counts what is open': (print) =>
    withServer(
      () => {},
      async ({ server, port }) => {
        const count = () =>
          new Promise((resolve) => {
            server.getConnections((_, open) => resolve(open));
          });
        print(await count());
        const sent = get({ host: '127.0.0.1', port, agent: false });
        sent.on('error', () => {});
        await once(server, 'request');
        print(await count());
        sent.destroy();
      },
    ),

  'both sides of a connection know the other': (print) =>
    withServer(
      (asked, response) => {
        print(asked.socket.remoteAddress, asked.socket.localAddress, asked.socket.remoteFamily);
        response.end(String(asked.socket.remotePort));
      },
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        const [message] = (await once(sent, 'response')) as [IncomingMessage];
        print(message.socket === sent.socket, message.socket.remotePort === port);
        print(await textOf(message).then((text) => Number(text) > 0));
      },
    ),

  'requests on one connection are answered in their order': (print) =>
    withServer(
      (asked, response) => {
        print('asked', asked.url);
        setImmediate(() => response.end(asked.url));
      },
      async (server) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        const ended: string[] = [];
        const asked = ['/first', '/second'].map(async (path) => {
          ended.push(await askThrough(server, agent, path));
        });
        await Promise.all(asked);
        print(ended);
        agent.destroy();
      },
    ),
});
