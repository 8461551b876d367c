import { sameFetchAsNode } from './testing.ts';
import { handle } from './testing-server.ts';

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
