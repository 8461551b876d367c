import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { outsideRegistries, startRegistry } from '../../../runtime/sandbox/index.ts';
import { createNodeSandbox } from '../../../runtime/sandbox/node/index.ts';
import { limit, useSandbox } from '../../contract/lab.ts';
import { LOCKED, REGISTERED } from '../../contract/registry.ts';
import { start, urlsOf } from '../command/command.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../etcd/support/real-etcd.ts';

/** Servers that the learner has named stand in for the registry of the node sandbox. */

const lab = useSandbox(() => createNodeSandbox());

/** Two services want a lock of etcd's, and the second has it when the first is dead. */
async function takeTurns(env: Readonly<Record<string, string>>): Promise<void> {
  await lab.sync({ 'locked.ts': LOCKED });
  const spec = { entry: 'locked.ts', service: 'locked', env };
  const first = await lab.start(spec);
  await lab.untilPrinted('locked-1', 'stdout', 'locked');
  await lab.start(spec);
  await first.signal('SIGKILL');
  await lab.untilPrinted('locked-2', 'stdout', 'locked');
}

test('the same services work with npm run registry, and none of ours is started', async () => {
  const urls = await urlsOf(start());
  const given = {
    CONSUL_HTTP_ADDR: urls.consul,
    ETCDCTL_ENDPOINTS: urls.etcd.replace('http://', ''),
  };
  const outside = outsideRegistries(given);
  const registry = await startRegistry(lab.sandbox, { outside }, limit());
  expect(registry.own).toBeNull();
  expect(registry.env).toEqual(given);
  const env = { ...registry.env, ETCDCTL_ENDPOINTS: urls.etcd };
  await lab.run(REGISTERED, { service: 'tea', env });
  const passing = async () =>
    (await registry.fetch('consul', '/v1/health/service/tea?passing')).json();
  await expect.poll(passing).toHaveLength(1);
  await takeTurns(env);
  expect(await (await registry.fetch('etcd', '/version')).json()).toHaveProperty('etcdserver');
  const started = lab.events('starting').map(({ service }) => service);
  expect(started).toEqual(['tea', 'locked', 'locked']);
});

test.skipIf(!isEtcdInstalled)(
  `with a real etcd, the sandbox’s own registry serves Consul alone${NEEDS_ETCD}`,
  async () => {
    const etcd = await RealEtcd.start();
    try {
      const outside = outsideRegistries({ ETCDCTL_ENDPOINTS: etcd.url });
      const registry = await startRegistry(lab.sandbox, { outside }, limit());
      expect(registry.own).toMatchObject({
        etcd: null,
        consul: registry.own?.instance.addresses[0],
      });
      expect(registry.own?.instance.addresses).toHaveLength(1);
      expect(registry.env.ETCDCTL_ENDPOINTS).toBe(etcd.url);
      expect((await registry.fetch('consul', '/v1/status/leader')).status).toBe(200);
      await takeTurns({ ...registry.env });
    } finally {
      await etcd.stop();
    }
  },
);

test('one that cannot be reached is named, with what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const outside = outsideRegistries({ CONSUL_HTTP_ADDR: `127.0.0.1:${port}` });
  const refused = startRegistry(lab.sandbox, { outside }, limit());
  await expect(refused).rejects.toMatchObject({
    name: 'SandboxError',
    code: 'not-available',
    message: `CONSUL_HTTP_ADDR=127.0.0.1:${port} cannot be reached: ECONNREFUSED.`,
    hint: 'Start it, or unset CONSUL_HTTP_ADDR: then Brownout starts a registry of its own.',
  });
  expect(lab.events('starting')).toEqual([]);
});
