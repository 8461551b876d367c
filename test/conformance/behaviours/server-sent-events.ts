import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { area } from './behaviour.ts';
import { after, deferred, withServer } from './kit.ts';

export const behaviours = area('server-sent events', {
  'each event arrives as it is written': (print) => {
    const next: (() => void)[] = [];
    return withServer(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        let id = 0;
        next.push(() => {
          id += 1;
          if (id > 3) response.end();
          else response.write(`id: ${id}\ndata: event ${id}\n\n`);
        });
        response.flushHeaders();
      },
      async ({ port }) => {
        const [message] = await once(get({ host: '127.0.0.1', port }), 'response');
        print(message.headers['content-type'], message.headers['transfer-encoding']);
        next[0]?.();
        for await (const chunk of message as IncomingMessage) {
          print(String(chunk).split('\n'));
          next[0]?.();
        }
        print('ended');
      },
    );
  },

  'fetch reads events as they come': (print) => {
    const wrote: (() => void)[] = [];
    return withServer(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.flushHeaders();
        wrote.push(() => response.write('data: x\n\n'));
      },
      async ({ url }) => {
        const leave = new AbortController();
        const { body } = await fetch(url, { signal: leave.signal });
        if (body === null) throw new Error('no body');
        const reader = body.pipeThrough(new TextDecoderStream()).getReader();
        for (let i = 0; i < 2; i += 1) {
          wrote[0]?.();
          print(await reader.read());
        }
        leave.abort();
        print(await reader.read().catch((error: Error) => error.name));
      },
    );
  },

  'a listener that leaves is told by close': (print) => {
    const left = deferred();
    return withServer(
      (request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': hello\n\n');
        request.on('close', () => {
          print('request close');
        });
        response.on('close', () => {
          print('response close', response.writableEnded);
          left.resolve();
        });
      },
      async ({ port }) => {
        const sent = get({ host: '127.0.0.1', port, agent: false });
        const [message] = await once(sent, 'response');
        await once(message, 'data');
        message.on('error', () => {});
        message.destroy();
        await left.promise;
      },
    );
  },

  'one event goes to every listener': (print) => {
    const listeners = new Set<NodeJS.WritableStream>();
    return withServer(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        listeners.add(response);
      },
      async ({ url }) => {
        const answers = await Promise.all([1, 2, 3].map(() => fetch(url)));
        for (const listener of listeners) listener.end('data: all\n\n');
        print(await Promise.all(answers.map((answer) => answer.text())));
      },
    );
  },

  'reading slowly loses nothing': (print) =>
    withServer(
      async (_, response) => {
        for (let i = 0; i < 20; i += 1) {
          response.write(`data: ${i}\n\n`);
          if (i % 5 === 0) await after(1);
        }
        response.end();
      },
      async ({ port }) => {
        const [message] = await once(get({ host: '127.0.0.1', port }), 'response');
        message.setEncoding('utf8');
        let text = '';
        for await (const chunk of message) {
          text += chunk;
          await after(2);
        }
        print(text.split('\n\n').length, text.endsWith('data: 19\n\n'));
      },
    ),
});
