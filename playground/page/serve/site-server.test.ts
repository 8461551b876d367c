import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenForPage, PortError } from './listen.ts';
import { createSiteServer } from './site-server.ts';

let folder: string;
let server: Server;
let origin: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brownout-site-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'dist/.sources'), 'stamp');
  await writeFile(join(folder, 'dist/index.html'), '<p>first</p>');
  await writeFile(join(folder, 'dist/assets/a-1234.js'), 'export {}');
  server = createSiteServer(join(folder, 'dist'));
  origin = `http://127.0.0.1:${await listen(server)}`;
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

function listen(one: Server): Promise<number> {
  return new Promise((done) => {
    one.listen(0, '127.0.0.1', () => done((one.address() as AddressInfo).port));
  });
}

test('the folder itself is the first page', async () => {
  const response = await fetch(`${origin}/`);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(await response.text()).toBe('<p>first</p>');
});

test('pages and assets are isolated from other origins', async () => {
  for (const path of ['/', '/assets/a-1234.js']) {
    const { headers } = await fetch(origin + path);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  }
});

test('assets are scripts that a browser may keep for ever', async () => {
  const response = await fetch(`${origin}/assets/a-1234.js?v=1`);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test('a page that has not changed is not sent again', async () => {
  const tag = (await fetch(`${origin}/`)).headers.get('etag') ?? '';
  const again = await fetch(`${origin}/`, { headers: { 'if-none-match': tag } });
  expect(again.status).toBe(304);
});

test.each([
  '/nothing.html',
  '/assets',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/.sources',
  '/%',
])('%s is not found', async (path) => {
  expect((await fetch(`${origin}${path}`)).status).toBe(404);
});

test('only reading is answered', async () => {
  const response = await fetch(`${origin}/`, { method: 'POST' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const head = await fetch(`${origin}/`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('a port that was asked for and is taken is told, with what to do', async () => {
  const { port } = server.address() as AddressInfo;
  const second = createServer();
  await expect(listenForPage(second, `${port}`)).rejects.toThrow(
    new PortError(
      `Port ${port} is in use. Set PORT to another one, or leave it out to get a free one.`,
    ),
  );
  await expect(listenForPage(second, 'http')).rejects.toThrow('should be a number');
});

test('without a wish the next free port is taken', async () => {
  const servers = [createServer(), createServer()];
  try {
    const ports = [];
    for (const one of servers) ports.push(await listenForPage(one, undefined));
    expect(ports[1]).toBeGreaterThan(ports[0] as number);
  } finally {
    for (const one of servers) one.close();
  }
});
