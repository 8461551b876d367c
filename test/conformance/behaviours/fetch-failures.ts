import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { area } from './behaviour.ts';
import { deferred, errorOf, NO_SUCH_HOST, told, withServer } from './kit.ts';

export const behaviours = area('fetch failures', {
  'nobody listening is fetch failed, with its cause': async (print) => {
    const { url, port } = await withServer(
      () => {},
      async (server) => server,
    );
    const error = await fetch(url).catch((reason) => reason);
    print(told(error), error instanceof TypeError);
    print(error.cause.code, error.cause.syscall, error.cause.address, error.cause.port === port);
  },

  'a host that is not there is fetch failed, with its cause': async (print) => {
    const error = await fetch(`http://${NO_SUCH_HOST}/`).catch((reason) => reason);
    print(told(error), error.cause.hostname);
  },

  'a server that breaks off before the answer': (print) =>
    withServer(
      (request) => request.socket.destroy(),
      async ({ url }) => print(await errorOf(() => fetch(url))),
    ),

  'a server that breaks off in the body ends the body': (print) =>
    withServer(
      (_, response) => void response.write('half'),
      async ({ url, server }) => {
        const asked = once(server, 'request');
        const answer = await fetch(url);
        const [, response] = await asked;
        response.destroy();
        print(answer.status);
        print(await errorOf(() => answer.text()), answer.bodyUsed);
      },
    ),

  'a reader is told that the body was ended': (print) =>
    withServer(
      (_, response) => void response.write('half'),
      async ({ url, server }) => {
        const asked = once(server, 'request');
        const reader = (await fetch(url)).body?.getReader();
        print(new TextDecoder().decode((await reader?.read())?.value));
        const [, response] = await asked;
        response.destroy();
        print(await errorOf(() => reader?.read()));
      },
    ),

  'abort without a reason is an AbortError': (print) =>
    withServer(
      () => {},
      async ({ url, server }) => {
        const control = new AbortController();
        const pending = fetch(url, { signal: control.signal }).catch((reason) => reason);
        await once(server, 'request');
        control.abort();
        const error = await pending;
        print(told(error), error instanceof DOMException, error === control.signal.reason);
      },
    ),

  'abort with a reason rejects with that reason': (print) =>
    withServer(
      () => {},
      async ({ url, server }) => {
        const control = new AbortController();
        const pending = fetch(url, { signal: control.signal }).catch((reason) => reason);
        await once(server, 'request');
        control.abort('gone home');
        print(await pending);
      },
    ),

  'a signal that has aborted sends nothing': (print) =>
    withServer(
      () => print('not asked'),
      async ({ url }) => {
        const signal = AbortSignal.abort(new Error('before'));
        print(await errorOf(() => fetch(url, { signal })));
      },
    ),

  'a timeout is a TimeoutError': (print) =>
    withServer(
      () => {},
      async ({ url }) => {
        const error = await fetch(url, { signal: AbortSignal.timeout(20) }).catch((e) => e);
        print(told(error), error instanceof DOMException, error instanceof Error);
      },
    ),

  'an abort while the body is read rejects the reading': (print) =>
    withServer(
      (_, response) => void response.write('half'),
      async ({ url }) => {
        const control = new AbortController();
        const answer = await fetch(url, { signal: control.signal });
        const reading = errorOf(() => answer.text());
        control.abort();
        print(await reading);
      },
    ),

  'the server sees that a fetch was aborted': (print) =>
    withServer(
      () => {},
      async ({ url, server }) => {
        const control = new AbortController();
        const pending = errorOf(() => fetch(url, { signal: control.signal }));
        const [, response] = await once(server, 'request');
        const closed = once(response, 'close');
        control.abort();
        await pending;
        await closed;
        print(response.writableEnded, response.destroyed);
      },
    ),

  'the socket of an error counts its bytes': (print) =>
    withServer(
      (request) => request.socket.destroy(),
      async ({ url }) => {
        const error = await fetch(url).catch((reason) => reason);
        print(Object.keys(error.cause.socket), error.cause.socket.bytesWritten > 0);
      },
    ),

  'addresses that cannot be are refused': async (print) => {
    print(await errorOf(() => fetch('/relative')));
    print(await errorOf(() => fetch('http://')));
    print(await errorOf(() => fetch('ftp://127.0.0.1/')));
    print(await errorOf(() => fetch('http://127.0.0.1:99999/')));
  },

  'ports that browsers block are blocked': async (print) => {
    print(await errorOf(() => fetch('http://127.0.0.1:22/')));
  },

  'GET and HEAD cannot have a body': async (print) => {
    print(await errorOf(() => fetch('http://127.0.0.1/', { body: 'x' })));
    print(await errorOf(() => fetch('http://127.0.0.1/', { method: 'HEAD', body: 'x' })));
  },

  'headers and methods that cannot be are refused': async (print) => {
    const url = 'http://127.0.0.1/';
    print(await errorOf(() => fetch(url, { headers: { 'a b': '1' } })));
    print(await errorOf(() => fetch(url, { headers: { a: 'x\ny' } })));
    print(await errorOf(() => fetch(url, { headers: { a: '€' } })));
    print(await errorOf(() => fetch(url, { method: 'TRACE' })));
    print(await errorOf(() => fetch(url, { method: 'a b' })));
    print(await errorOf(() => fetch(url, { redirect: 'maybe' as 'follow' })));
  },

  'data: URLs are answered without a network': async (print) => {
    const answer = await fetch('data:text/plain;charset=utf-8,hello%20there');
    print(answer.status, answer.headers.get('content-type'), await answer.text());
  },

  'a body that fails fails the fetch': (print) =>
    withServer(
      (request, response) => {
        request.on('error', () => {});
        request.resume().on('end', () => response.end('ended'));
      },
      async ({ url }) => {
        const body = new ReadableStream({
          pull(controller) {
            controller.error(new Error('source broke'));
          },
        });
        print(await errorOf(() => fetch(url, { method: 'POST', body, duplex: 'half' } as object)));
      },
    ),

  'a body of another length than its header is refused or cut off': (print) =>
    withServer(
      (_, response) => {
        response.writeHead(200, { 'content-length': 10, connection: 'close' });
        response.end('short');
      },
      async ({ url }) => {
        print(await errorOf(async () => (await fetch(url)).text()));
        const headers = { 'content-length': '10' };
        print(await errorOf(() => fetch(url, { method: 'POST', body: 'short', headers })));
      },
    ),

  'a fetch that fails leaves others alone': (print) => {
    const waiting = deferred<ServerResponse>();
    return withServer(
      (request, response) => {
        if (request.url === '/bad') request.socket.destroy();
        else waiting.resolve(response);
      },
      async ({ url }) => {
        const good = fetch(`${url}/good`).then((answer) => answer.text());
        const response = await waiting.promise;
        print(await errorOf(() => fetch(`${url}/bad`)));
        response.end('good');
        print(await good);
      },
    );
  },
});
