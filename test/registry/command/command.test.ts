import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import Consul from 'consul';
import { Etcd3 } from 'etcd3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { isEtcdInstalled, NEEDS_ETCD } from '../etcd/support/real-etcd.ts';
import { start, urlsOf } from './command.ts';

test('npm run registry says where it listens, answers both APIs, and ends on Ctrl-C', async () => {
  const command = start();
  const { consul, etcd } = await urlsOf(command);
  expect(command.printed()).toBe(
    `Consul's API is at ${consul}, etcd's (gRPC and JSON) at ${etcd}. What they are told is kept in memory (DATA_DIR keeps it). Ctrl-C ends both.\n`,
  );
  const put = await fetch(`${consul}/v1/kv/tea`, { method: 'PUT', body: 'green' });
  expect(await put.text()).toBe('true');
  // Somebody waits for a change when it ends.
  const waiting = fetch(`${consul}/v1/kv/tea?index=1000&wait=60s`).catch(() => null);
  const pair = JSON.stringify({ key: btoa('tea'), value: btoa('green') });
  const answer = await fetch(`${etcd}/v3/kv/put`, { method: 'POST', body: pair });
  expect(await answer.json()).toMatchObject({ header: { revision: '2' } });
  command.process.kill('SIGINT');
  expect(await command.exited).toBe(0);
  await waiting;
});

test('npm’s consul and etcd3 work with it', async () => {
  const urls = await urlsOf(start());
  const { hostname, port } = new URL(urls.consul);
  const consul = new Consul({ host: hostname, port: Number(port) });
  await consul.agent.service.register({ name: 'tea', port: 8080 });
  expect(await consul.catalog.service.nodes('tea')).toMatchObject([{ ServicePort: 8080 }]);
  const etcd = new Etcd3({ hosts: urls.etcd });
  await etcd.put('tea').value('green');
  expect(await etcd.get('tea').string()).toBe('green');
  etcd.close();
});

test.skipIf(!isEtcdInstalled)(`etcdctl works with it${NEEDS_ETCD}`, async () => {
  const { etcd } = await urlsOf(start());
  const env = { PATH: process.env.PATH, ETCDCTL_API: '3', ETCDCTL_ENDPOINTS: etcd };
  const etcdctl = (...given: string[]) => execFileSync('etcdctl', given, { env, encoding: 'utf8' });
  expect(etcdctl('put', 'tea', 'green')).toBe('OK\n');
  expect(etcdctl('get', 'tea')).toBe('tea\ngreen\n');
});

test('what it was told is there when it is started again on the same folder', async () => {
  const DATA_DIR = join(await temporaryFolder(), 'data');
  const first = start({ DATA_DIR });
  const before = await urlsOf(first);
  await fetch(`${before.consul}/v1/kv/tea`, { method: 'PUT', body: 'green' });
  const body = JSON.stringify({ key: btoa('tea'), value: btoa('green') });
  await fetch(`${before.etcd}/v3/kv/put`, { method: 'POST', body });
  first.process.kill('SIGKILL');
  await first.exited;
  const { consul, etcd } = await urlsOf(start({ DATA_DIR }));
  expect(await (await fetch(`${consul}/v1/kv/tea?raw`)).text()).toBe('green');
  const found = await fetch(`${etcd}/v3/kv/range`, { method: 'POST', body });
  expect(await found.json()).toMatchObject({ count: '1' });
});

test('a port that is taken is named, with the setting that chooses another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const command = start({ CONSUL_PORT: String(port) });
  expect(await command.exited).toBe(2);
  expect(command.printed()).toBe(
    `Port ${port} is taken: another program listens on it.\nStop that one, or choose another port: CONSUL_PORT=${port + 1} npm run registry\n`,
  );
  other.close();
});

test.each([
  ['CONSUL_PORT', 'tea', 'CONSUL_PORT=tea is not a port.'],
  ['BIND', '192.0.2.1', 'BIND=192.0.2.1 cannot be listened on: EADDRNOTAVAIL.'],
  ['DATA_DIR', '/dev/null/data', 'DATA_DIR=/dev/null/data cannot be used: ENOTDIR'],
])('%s=%s is refused with the reason', async (name, value, message) => {
  const command = start({ [name]: value });
  expect(await command.exited).toBe(2);
  expect(command.printed()).toContain(message);
});
