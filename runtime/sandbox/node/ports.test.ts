import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { FreePorts, isFree } from './ports.ts';

test('a port where something listens is not free', async () => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await isFree(port)).toBe(false);
  server.close();
  await once(server, 'close');
  expect(await isFree(port)).toBe(true);
});

test('gives another free port each time, also when asked at once', async () => {
  const ports = new FreePorts();
  const given = await Promise.all(Array.from({ length: 20 }, () => ports.next()));
  expect(new Set(given).size).toBe(20);
});
