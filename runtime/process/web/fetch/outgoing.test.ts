import { expect, test } from 'vitest';
import type { WebGlobals } from '../index.ts';
import { WebTestHost } from '../testing.ts';
import { reply, type Served, sameFetchAsNode, serveOn, type TestServer } from './testing.ts';

async function handle(served: Served): Promise<void> {
  reply(served, 200, await served.body);
}

type Options = Parameters<WebGlobals['fetch']>[1];

/** What arrives of a request: method, target, headers in their order, body. */
function arrives(make: (web: WebGlobals) => Options, path = '/x') {
  return async (web: WebGlobals, server: TestServer) => {
    const body = await (await web.fetch(server.url(path), make(web))).text();
    const { method, target, headers } = server.served[0] as Served;
    return [method, target, headers, body];
  };
}

const post = { method: 'POST', duplex: 'half' } as const;

sameFetchAsNode(handle, [
  ['a plain GET', arrives(() => ({}))],
  ['the query goes along, the fragment does not', arrives(() => ({}), '/a%20b?c=d&e#f')],
  [
    'own headers come first, in their own case',
    arrives(() => ({ headers: { 'X-B': '1', a: '2' } })),
  ],
  [
    'own headers in the place of the usual ones',
    arrives(() => ({
      headers: { 'User-Agent': 'me', accept: 'a/b', 'accept-encoding': 'x', 'Sec-Fetch-Mode': 'x' },
    })),
  ],
  [
    'repeated headers are joined',
    arrives(() => ({
      headers: [
        ['cookie', 'a=1'],
        ['x', '1'],
        ['Cookie', 'b=2'],
        ['X', '2'],
      ] as [string, string][],
    })),
  ],
  ['a host of ones own is not sent', arrives(() => ({ headers: { host: 'other' } }))],
  ['a connection that is to be closed', arrives(() => ({ headers: { connection: 'close' } }))],
  ['a range', arrives(() => ({ headers: { range: 'bytes=0-1' } }))],
  ['past the cache', arrives(() => ({ cache: 'no-store' }))],
  ['with a look at the cache', arrives(() => ({ cache: 'no-cache' }))],
  ['text', arrives(() => ({ method: 'POST', body: 'hé' }))],
  ['a form', arrives(() => ({ method: 'PUT', body: new URLSearchParams({ a: 'b' }) }))],
  ['bytes', arrives(() => ({ method: 'PATCH', body: new Uint8Array([65]) }))],
  ['a blob', arrives(({ Blob }) => ({ method: 'DELETE', body: new Blob(['a'], { type: 'b/c' }) }))],
  ['a stream', arrives(({ Blob }) => ({ ...post, body: new Blob(['a']).stream() }))],
  [
    'a stream of text',
    arrives(({ ReadableStream }) => ({
      ...post,
      body: ReadableStream.from(['a', 'b']) as never,
    })),
  ],
  ['an empty stream', arrives(({ Blob }) => ({ ...post, body: new Blob([]).stream() }))],
  [
    'a stream with a length',
    arrives(({ Blob }) => ({
      ...post,
      headers: { 'content-length': '1' },
      body: new Blob(['a']).stream(),
    })),
  ],
  [
    'what an iterator gives',
    arrives(() => ({
      ...post,
      body: (async function* () {
        yield 'a';
        yield 'b';
      })(),
    })),
  ],
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'].map(
    (method) => [`${method} without a body`, arrives(() => ({ method }))] as const,
  ),
  ...['PUT', 'DELETE'].map(
    (method) => [`${method} with an empty body`, arrives(() => ({ method, body: '' }))] as const,
  ),
  [
    'a big body arrives whole',
    async ({ fetch }, server) => {
      const body = '0123456789'.repeat(100_000);
      const response = await fetch(server.url('/x'), { method: 'POST', body });
      return (await response.text()) === body;
    },
  ],
  [
    'a body shorter than was said',
    arrives(() => ({
      method: 'POST',
      headers: { 'content-length': '5' },
      body: 'abc',
    })),
  ],
  [
    'a stream that fails',
    arrives(({ ReadableStream }) => ({
      ...post,
      body: new ReadableStream({
        pull: (controller) => controller.error(new RangeError('no more')),
      }),
    })),
  ],
  [
    'a stream of numbers',
    arrives(({ ReadableStream }) => ({
      ...post,
      body: ReadableStream.from([5]) as never,
    })),
  ],
  [
    'a stream without duplex',
    arrives(({ ReadableStream }) => ({
      method: 'POST',
      body: new ReadableStream(),
    })),
  ],
  ...['transfer-encoding', 'keep-alive', 'upgrade', 'connection', 'expect', 'content-length'].map(
    (name) =>
      [`a ${name} of ones own is refused`, arrives(() => ({ headers: { [name]: 'x' } }))] as const,
  ),
]);

test('a body longer than was said is not sent (Node waits for ever)', async () => {
  const host = new WebTestHost();
  const server = serveOn(host, 4000, handle);
  const options = { method: 'POST', headers: { 'content-length': '2' }, body: 'abc' };
  const cause = await host.until(
    host.web.fetch(server.url('/'), options).catch((error) => String(error.cause)),
  );
  expect(cause).toMatch('Request body length does not match content-length header');
  expect(server.served).toEqual([]);
});
