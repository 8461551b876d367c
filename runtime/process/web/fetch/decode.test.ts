import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { WebGlobals } from '../index.ts';
import { WebTestHost } from '../testing.ts';
import { type Served, sameFetchAsNode, serveOn, type TestServer } from './testing.ts';

const TEXT = 'the same words again and again, '.repeat(5000);

const CODED: Readonly<Record<string, readonly [coding: string, bytes: Uint8Array]>> = {
  gzip: ['gzip', gzipSync(TEXT)],
  capitals: ['X-GZip', gzipSync(TEXT)],
  deflate: ['deflate', deflateSync(TEXT)],
  raw: ['deflate', deflateRawSync(TEXT)],
  twice: ['gzip, deflate', deflateSync(gzipSync(TEXT))],
  unknown: ['aes', new TextEncoder().encode(TEXT)],
  damaged: ['gzip', new TextEncoder().encode('no gzip at all')],
  cut: ['gzip', gzipSync(TEXT).subarray(0, 200)],
};

function handle(served: Served): void {
  const [coding, bytes] = CODED[served.target.slice(1)] ?? ['', new Uint8Array()];
  served.head(200, ['content-encoding', coding]);
  for (let i = 0; i < bytes.length; i += 100) served.write(bytes.subarray(i, i + 100));
  served.end();
}

const textOf = (path: string) => async (web: WebGlobals, server: TestServer) => {
  const response = await web.fetch(server.url(`/${path}`));
  const text = await response.text();
  return [text.length > 0, TEXT.startsWith(text), response.headers.get('content-encoding')];
};

sameFetchAsNode(handle, [
  ['gzip', textOf('gzip')],
  ['gzip by its old name', textOf('capitals')],
  ['deflate', textOf('deflate')],
  ['deflate without its head', textOf('raw')],
  ['a coding in a coding', textOf('twice')],
  ['a coding that nobody knows', textOf('unknown')],
  ['what is not what it says', textOf('damaged')],
]);

test('a compressed body is decoded as it comes', async () => {
  const host = new WebTestHost();
  const server = serveOn(host, 4000, (served) => {
    served.head(200, ['content-encoding', 'gzip']);
    served.write(gzipSync(TEXT));
  });
  const response = await host.until(host.web.fetch(server.url('/')));
  const first = await host.until(response.body?.getReader().read() ?? Promise.reject());
  expect(TEXT).toMatch(new TextDecoder().decode(first.value));
});

test('brotli is not asked for, and left as it came', async () => {
  const host = new WebTestHost();
  const coded = brotliCompressSync('x');
  const server = serveOn(host, 4000, (served) => {
    served.head(200, ['content-encoding', 'br']);
    served.write(coded);
    served.end();
  });
  const response = await host.until(host.web.fetch(server.url('/')));
  expect(server.served[0]?.headers).toContain('gzip, deflate');
  expect(await host.until(response.bytes())).toEqual(Uint8Array.from(coded));
});
