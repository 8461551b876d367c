import { reply, type Served, sameFetchAsNode } from './testing.ts';

/** A server with an answer for every path that the programs ask. */
async function handle(served: Served): Promise<void> {
  const [, path = '', argument = ''] = served.target.split(/[/?]/);
  switch (path) {
    case 'echo':
      return reply(served, 200, `${served.method} ${served.target} ${await served.body}`);
    case 'status':
      return reply(served, Number(argument), '');
    case 'redirect':
      await served.body;
      return reply(served, Number(argument), 'see there', ['Location', '/echo']);
    case 'to':
      return reply(served, 302, '', ['location', decodeURIComponent(argument)]);
    case 'count':
      return Number(argument) === 0
        ? reply(served, 200, 'there')
        : reply(served, 302, '', ['location', `/count/${Number(argument) - 1}`]);
    case 'early':
      served.head(103, ['link', 'x']);
      return reply(served, 200, 'hi');
    case 'continue':
      return served.head(100);
    case 'close':
      return served.close();
    case 'reset':
      return served.reset();
    case 'begin':
      served.head(200, argument === '' ? [] : ['content-length', argument]);
      return served.write('abc');
    case 'last':
      served.head(200, ['connection', 'close', ...(argument ? ['content-length', argument] : [])]);
      return served.write('abc');
  }
}

sameFetchAsNode(handle, [
  [
    'an answer',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/echo?a=%20b#c'));
      const { status, statusText, ok, type, redirected, url } = response;
      return [
        status,
        statusText,
        ok,
        type,
        redirected,
        url,
        await response.text(),
        response.headers,
      ];
    },
  ],
  [
    'a URL object, and a request',
    async ({ fetch, Request }, server) => {
      const request = new Request(server.url('/echo'), { method: 'POST', body: 'x' });
      const first = await (await fetch(new URL(server.url('/echo')))).text();
      return [first, await (await fetch(request)).text(), request.bodyUsed];
    },
  ],
  [
    'statuses without a body have none',
    async ({ fetch }, server) => {
      const responses = [204, 205, 304].map((status) => fetch(server.url(`/status/${status}`)));
      return (await Promise.all(responses)).map(({ status, body }) => [status, body]);
    },
  ],
  [
    'HEAD has no body, and a length',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/status/200'), { method: 'HEAD' });
      return [response.body, await response.text(), response.headers.get('content-length')];
    },
  ],
  [
    'an early hint is passed over',
    async ({ fetch }, server) => {
      return (await fetch(server.url('/early'))).text();
    },
  ],
  ['an answer of 100 is refused', ({ fetch }, server) => fetch(server.url('/continue'))],
  [
    'the headers of an answer cannot be changed',
    async ({ fetch }, server) => {
      (await fetch(server.url('/echo'))).headers.set('a', 'b');
    },
  ],
  [
    'an answer is cloned',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/echo'));
      const clone = response.clone();
      return [await clone.text(), await response.text(), clone.url];
    },
  ],
  [
    'a body is read as it comes',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/begin'));
      const reader = response.body?.getReader();
      const first = await reader?.read();
      const [served] = server.served;
      served?.write('def');
      const second = await reader?.read();
      served?.end();
      return [first?.value, second?.value, (await reader?.read())?.done];
    },
  ],
  [
    'a body is read into memory of the reader',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/begin/3'));
      const reader = response.body?.getReader({ mode: 'byob' });
      const first = await reader?.read(new Uint8Array(2));
      return [first?.value, (await reader?.read(new Uint8Array(2)))?.value];
    },
  ],
]);

sameFetchAsNode(handle, [
  ['nobody listens', ({ fetch }) => fetch('http://127.0.0.1:39999/')],
  ['nobody listens on ::1', ({ fetch }) => fetch('http://[::1]:39999/')],
  ['a name that nobody has', ({ fetch }) => fetch('http://nobody.invalid:8080/')],
  ['a port that fetch does not dial', ({ fetch }) => fetch('http://localhost:22/')],
  ['half a URL', ({ fetch }) => fetch('/orders')],
  ['no URL', ({ fetch }) => fetch(...([] as unknown as [string]))],
  ['a URL with a password', ({ fetch }) => fetch('http://a:b@localhost/')],
  [
    'schemes that fetch does not know',
    async ({ fetch }) => {
      const urls = ['ftp://localhost/', 'about:blank', 'file:///etc/hosts'];
      const errors = await Promise.allSettled(urls.map((url) => fetch(url)));
      return errors.map((error) => error.status === 'rejected' && String(error.reason.cause));
    },
  ],
  ['closed before an answer', ({ fetch }, server) => fetch(server.url('/close'))],
  ['reset before an answer', ({ fetch }, server) => fetch(server.url('/reset'))],
  [
    'closed within a body',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/begin/10'));
      server.served[0]?.close();
      return response.text();
    },
  ],
  [
    'closed within a chunked body',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/begin'));
      server.served[0]?.close();
      return response.text();
    },
  ],
  [
    'reset within a body that is read as a stream',
    async ({ fetch }, server) => {
      const reader = (await fetch(server.url('/begin'))).body?.getReader();
      await reader?.read();
      server.served[0]?.reset();
      return reader?.read();
    },
  ],
  [
    'the close that was announced ends a body',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/last'));
      server.served[0]?.close();
      return response.text();
    },
  ],
  [
    'the close that was announced comes too early',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/last/10'));
      server.served[0]?.close();
      return response.text();
    },
  ],
  [
    'more bytes than were announced are cut off',
    async ({ fetch }, server) => {
      const text = await (await fetch(server.url('/begin/2'))).text();
      return [text, await (await fetch(server.url('/echo'))).text()];
    },
  ],
]);

sameFetchAsNode(handle, [
  ...[301, 302, 303, 307, 308].flatMap((status) =>
    ['GET', 'HEAD', 'POST', 'PUT'].map(
      (method) =>
        [
          `a ${method} redirected by ${status}`,
          async ({ fetch }: typeof globalThis, server: { url(path: string): string }) => {
            const body = method.startsWith('P') ? 'body' : undefined;
            const response = await fetch(server.url(`/redirect/${status}`), {
              method,
              body,
            } as RequestInit);
            return [await response.text(), response.redirected, response.url];
          },
        ] as never,
    ),
  ),
  ['20 redirects', async ({ fetch }, server) => (await fetch(server.url('/count/20'))).text()],
  ['21 redirects', ({ fetch }, server) => fetch(server.url('/count/21'))],
  [
    'redirects by hand',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/redirect/302'), { redirect: 'manual' });
      return [
        response.status,
        response.type,
        response.headers.get('location'),
        await response.text(),
      ];
    },
  ],
  [
    'redirects as errors',
    ({ fetch }, server) => {
      return fetch(server.url('/redirect/302'), { redirect: 'error' });
    },
  ],
  [
    'a redirect to nowhere',
    async ({ fetch }, server) => (await fetch(server.url('/status/302'))).status,
  ],
  ['a redirect to another scheme', ({ fetch }, server) => fetch(server.url('/to/ftp%3A%2F%2Fx'))],
  [
    'a redirect to what is no URL',
    ({ fetch }, server) => fetch(server.url('/to/http%3A%2F%2F%5B')),
  ],
  [
    'a redirect to another origin drops what is private',
    async ({ fetch }, server) => {
      const there = server.url('/echo').replace('127.0.0.1', 'localhost');
      const headers = { authorization: 'a', cookie: 'b', 'x-id': 'c' };
      const response = await fetch(server.url(`/to/${encodeURIComponent(there)}`), { headers });
      return [response.type, response.url, server.served[1]?.headers];
    },
  ],
  [
    'a stream is not sent a second time',
    ({ Blob, fetch }, server) => {
      const body = new Blob(['x']).stream();
      return fetch(server.url('/redirect/307'), { method: 'POST', duplex: 'half', body });
    },
  ],
]);

sameFetchAsNode(handle, [
  [
    'aborted before',
    ({ AbortSignal, fetch }, server) => {
      return fetch(server.url('/echo'), { signal: AbortSignal.abort() });
    },
  ],
  [
    'aborted before, with a reason',
    ({ AbortSignal, fetch }, server) => {
      return fetch(server.url('/echo'), { signal: AbortSignal.abort('why') });
    },
  ],
  [
    'aborted at once',
    ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const fetching = fetch(server.url('/never'), { signal: controller.signal });
      controller.abort(new RangeError('why'));
      return fetching;
    },
  ],
  [
    "aborted by the request's own signal",
    ({ AbortController, fetch, Request }, server) => {
      const controller = new AbortController();
      const request = new Request(server.url('/never'), { signal: controller.signal });
      const fetching = fetch(request);
      controller.abort('why');
      return fetching;
    },
  ],
  [
    'aborted while a body is read',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/begin'), { signal: controller.signal });
      const reading = response.text();
      controller.abort('why');
      return reading;
    },
  ],
  [
    'aborted while a body is read as a stream',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/begin'), { signal: controller.signal });
      const reader = response.body?.getReader();
      const closed = reader?.closed.catch((reason) => `closed ${reason}`);
      await reader?.read();
      controller.abort();
      return [String(await reader?.read().catch((reason) => reason)), await closed];
    },
  ],
  [
    'aborted before a body is read',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/begin'), { signal: controller.signal });
      controller.abort('why');
      return response.text();
    },
  ],
  [
    'aborted when all was read',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/echo'), { signal: controller.signal });
      const text = await response.text();
      controller.abort('why');
      return text;
    },
  ],
  [
    'a body that is cancelled',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/begin'));
      await response.body?.cancel('why');
      return [response.bodyUsed, response.body?.locked];
    },
  ],
]);
