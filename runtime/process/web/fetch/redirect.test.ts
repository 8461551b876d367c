import { type FetchProgram, sameFetchAsNode } from './testing.ts';
import { handle } from './testing-server.ts';

/** What becomes of a request when its answer has this status. */
function redirected(method: string, status: number): readonly [string, FetchProgram] {
  const body = method.startsWith('P') ? 'body' : null;
  const run: FetchProgram = async ({ fetch }, server) => {
    const response = await fetch(server.url(`/redirect/${status}`), { method, body });
    return [await response.text(), response.redirected, response.url];
  };
  return [`a ${method} redirected by ${status}`, run];
}

sameFetchAsNode(handle, [
  ...[301, 302, 303, 307, 308].flatMap((status) =>
    ['GET', 'HEAD', 'POST', 'PUT'].map((method) => redirected(method, status)),
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
