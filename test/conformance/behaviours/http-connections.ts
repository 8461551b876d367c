import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, request } from 'node:http';
import { area } from './behaviour.ts';
import {
  after,
  errorOf,
  listening,
  send,
  type TestServer,
  textOf,
  told,
  withServer,
} from './kit.ts';

/** One request through an agent, read to its end. */
async function ask({ port }: TestServer, agent: Agent, path = '/'): Promise<string> {
  const [message] = await once(get({ host: '127.0.0.1', port, agent, path }), 'response');
  const text = await textOf(message);
  // The agent takes the connection back in the ticks after the answer's end.
  await after(5);
  return text;
}

/** Answers with which connection this is, counting from 1 in the order in which they came. */
function connectionNumbers() {
  const seen: unknown[] = [];
  return (socket: unknown): string => {
    if (!seen.includes(socket)) seen.push(socket);
    return String(seen.indexOf(socket) + 1);
  };
}

export const behaviours = area('http connections', {
  'an agent that keeps alive uses a connection again': (print) => {
    const number = connectionNumbers();
    return withServer(
      (asked, response) => response.end(`${number(asked.socket)} ${asked.headers.connection}`),
      async (server) => {
        const agent = new Agent({ keepAlive: true });
        for (let i = 0; i < 3; i += 1) print(await ask(server, agent));
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
        for (let i = 0; i < 2; i += 1) print(await ask(server, agent));
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
    return withServer(
      (asked, response) => setTimeout(() => response.end(number(asked.socket)), 10),
      async (server) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 2 });
        const asked = [1, 2, 3, 4].map((at) => ask(server, agent, `/${at}`));
        await after(0);
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
    print(agent.keepAlive, agent.maxSockets, agent.maxFreeSockets, agent.maxTotalSockets);
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
        print(await ask(server, agent), await ask(server, agent));
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
    await ask(server, agent);
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
    const slow = ask(server, agent, '/slow');
    await ask(server, agent, '/quick');
    server.server.closeIdleConnections();
    print(await slow);
    server.server.close();
    agent.destroy();
  },

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
        const delayMs = asked.url === '/first' ? 20 : 0;
        setTimeout(() => response.end(asked.url), delayMs);
      },
      async (server) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        const ended: string[] = [];
        const asked = ['/first', '/second'].map(async (path) => {
          ended.push(await ask(server, agent, path));
        });
        await Promise.all(asked);
        print(ended);
        agent.destroy();
      },
    ),

  'a kept connection that the server closed is not used again': (print) => {
    const number = connectionNumbers();
    return withServer(
      (asked, response) => response.end(number(asked.socket)),
      async (server) => {
        const agent = new Agent({ keepAlive: true });
        print(await ask(server, agent));
        server.server.closeIdleConnections();
        await after(20);
        print(await ask(server, agent));
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
