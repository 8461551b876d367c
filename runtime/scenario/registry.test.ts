import { expect, test } from 'vitest';
import { servicesOf } from '../registry/index.ts';
import { nodeRealm } from '../sandbox/simulated/node.ts';
import type { Lab } from './lab.ts';
import { scenario } from './scenario.ts';
import { checkInSimulator } from './simulate.ts';

const SERVICE = `import { createServer } from 'node:http';
const { PORT, CONSUL_HTTP_ADDR, ETCDCTL_ENDPOINTS } = process.env;
createServer((request, response) => response.end()).listen(Number(PORT), async () => {
  const body = JSON.stringify({ Name: 'tea', Port: Number(PORT), Check: { TTL: '1s', Status: 'passing' } });
  await fetch(CONSUL_HTTP_ADDR + '/v1/agent/service/register', { method: 'PUT', body });
  await fetch(CONSUL_HTTP_ADDR + '/v1/kv/a/b', { method: 'PUT', body: 'grün' });
  const post = (path, body) => fetch(ETCDCTL_ENDPOINTS + '/v3/' + path, { method: 'POST', body: JSON.stringify(body) });
  await post('lease/grant', { ID: 7, TTL: 60 });
  await post('kv/put', { key: btoa('tea'), value: btoa('green'), lease: 7 });
});
`;

async function check(run: (lab: Lab) => Promise<string>) {
  return checkInSimulator(scenario('a check', { schedules: 3 }, run), {
    realm: await nodeRealm(),
    step: { services: [{ name: 'tea', entry: 'tea.ts', port: 8080 }] },
    files: { 'tea.ts': SERVICE },
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

test('a check starts the registry, asks it, and sees what it knows; killed, it has its keys again', async () => {
  const verdict = await check(async (lab) => {
    const registry = await lab.registry({ isDurable: true });
    await lab.start('tea', { env: { ...registry.env } });
    await lab.until('the key should be there', 2000, async () => {
      return (await registry.etcd.key('tea')) !== null;
    });
    expect(await registry.etcd.key('tea')).toMatchObject({
      value: 'green',
      version: 1,
      lease: '7',
    });
    expect(await registry.etcd.keys('te')).toMatchObject([{ name: 'tea', value: 'green' }]);
    expect(await registry.etcd.keys('teaa')).toEqual([]);
    expect(await registry.etcd.leases()).toEqual(['7']);
    expect(await registry.consul.key('a/b')).toMatchObject({ value: 'grün', session: null });
    expect(await registry.consul.key('none')).toBeNull();
    expect(await registry.consul.services()).toEqual({ consul: [], tea: [] });
    expect(await registry.consul.health('tea')).toMatchObject([
      { id: 'tea', address: '127.0.0.1' },
    ]);
    expect(servicesOf(registry.view()).map(({ id }) => id)).toEqual(['consul', 'tea']);

    const { instance } = registry.own ?? {};
    if (instance !== undefined) await lab.restart(instance);
    expect(await registry.consul.key('a/b')).toMatchObject({ value: 'grün' });
    expect(await registry.etcd.key('tea')).toMatchObject({ value: 'green' });
    expect(registry.view().etcd.keys.has('tea')).toBe(true);
    return 'It went on.';
  });
  expect(verdict).toMatchObject({ outcome: 'passed', schedules: 3 });
});

test('a registry that does not answer fails the check, in words', async () => {
  const verdict = await check(async (lab) => {
    const registry = await lab.registry();
    await registry.own?.instance.signal('SIGSTOP');
    await registry.consul.services();
    return 'Never.';
  });
  expect(verdict).toMatchObject({
    outcome: 'failed',
    sentence: 'The registry should answer /v1/catalog/services, but: it gave no answer within 5 s.',
  });
});
