import { once } from 'node:events';
import { Agent, type ClientRequest, createServer, get } from 'node:http';
import { area, ownProcess, ownProcessWithSigterm } from './behaviour.ts';
import { listening, NO_SUCH_HOST, send } from './kit.ts';

export const behaviours = area('service ends', {
  'SIGTERM lets answers end, then the process': ownProcessWithSigterm(async (print) => {
    const { server, port } = await listening(createServer());
    // Whether the client reads the answer's end before the server has closed, no engine promises.
    const closed = new Promise((resolve) => {
      process.on('SIGTERM', (signal) => {
        print(signal, server.listening);
        server.close(resolve);
        answer.end('late');
      });
    });
    const answered = send({ server, port, url: '' });
    const [, answer] = await once(server, 'request');
    print('ready');
    print((await answered).text);
    print('closed', await closed);
  }),

  'a kept connection does not hold up a close': ownProcessWithSigterm(async (print) => {
    const server = await listening(createServer((_, response) => response.end('x')));
    const agent = new Agent({ keepAlive: true });
    const [message] = await once(get({ host: '127.0.0.1', port: server.port, agent }), 'response');
    message.resume();
    await once(message, 'end');
    process.once('SIGTERM', async () => {
      server.server.close();
      await once(server.server, 'close');
      print('closed');
      agent.destroy();
    });
    print('ready');
  }),

  'a listener for SIGTERM may exit with a code': ownProcessWithSigterm((print) => {
    const server = createServer().listen(0, '127.0.0.1', () => print('ready'));
    process.on('SIGTERM', () => {
      server.close(() => process.exit(0));
      setTimeout(() => process.exit(1), 10_000).unref();
    });
  }),

  'an interval that is unreferenced ends with the rest': ownProcess((print) => {
    setInterval(() => {}, 1000).unref();
    const timer = setTimeout(() => print('never'), 60_000);
    timer.unref();
    setTimeout(() => print('last', timer.hasRef()), 1);
  }),

  'an error in a request listener ends the service': ownProcess(async () => {
    const server = await listening(
      createServer(() => {
        throw new Error('handler broke');
      }),
    );
    get({ host: '127.0.0.1', port: server.port }).on('error', () => {});
  }),

  'a rejection in a request listener ends the service': ownProcess(async () => {
    const server = await listening(
      createServer(async () => {
        await null;
        throw new Error('async handler broke');
      }),
    );
    get({ host: '127.0.0.1', port: server.port }).on('error', () => {});
  }),

  'uncaughtException logs, and exits in order': ownProcess((print) => {
    process.on('uncaughtException', (error) => {
      console.error('fatal:', error.message);
      process.exitCode = 1;
      process.exit();
    });
    process.on('exit', (code) => print('exit', code));
    setImmediate(() => {
      throw new Error('out of the blue');
    });
  }),

  'a request without a listener for its error ends the service': ownProcess(async () => {
    const server = await listening(createServer());
    const { port } = server;
    server.server.close();
    await once(server.server, 'close');
    get({ host: '127.0.0.1', port });
  }),

  'a port that is taken ends a service that does not listen for it': ownProcess(async () => {
    const { port } = await listening(createServer());
    createServer().listen(port, '127.0.0.1');
  }),

  'an uncaught failure of fetch is printed with its cause': ownProcess(async () => {
    const { server, url } = await listening(createServer());
    server.close();
    await once(server, 'close');
    const call = async () => {
      await fetch(url);
    };
    await call();
  }),

  'errors of the network are logged with all that they say': ownProcess(async () => {
    const { server, url, port } = await listening(
      createServer((_, response) => response.destroy()),
    );
    const failed = async (sent: ClientRequest) => console.error((await once(sent, 'error'))[0]);
    await failed(get({ host: '127.0.0.1', port }));
    await failed(get({ host: NO_SUCH_HOST }));
    await fetch(url).catch((error) => console.error(Object.assign(error.cause, { socket: null })));
    await fetch(`http://${NO_SUCH_HOST}/`).catch((error) => console.error(error));
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    await failed(get({ host: '127.0.0.1', port }));
    await fetch(url).catch((error) => console.log('%s', error.cause));
  }),

  'top-level results come before the end': ownProcess(async (print) => {
    process.on('beforeExit', () => print('beforeExit'));
    const results = await Promise.all([1, 2, 3].map(async (n) => n * 2));
    print(results);
    process.exitCode = results.length;
  }),

  'a signal of its own is heard once': ownProcess((print) => {
    const alive = setInterval(() => {}, 1000);
    process.once('SIGINT', (name: string, number: number) => {
      print(name, number);
      clearInterval(alive);
    });
    process.kill(process.pid, 'SIGINT');
  }),

  'exit in the middle of an await ends at once': ownProcess(async (print) => {
    process.on('exit', (code) => print('exit', code));
    await null;
    process.exit(7);
  }),
});
