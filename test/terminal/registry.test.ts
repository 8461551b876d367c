import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { REGISTRY_PORTS } from '../../runtime/sandbox/registry/entry.ts';
import { start, urlsOf } from '../registry/command/command.ts';
import { freePort } from '../support/free-port.ts';
import { Learner } from './lesson.ts';

/** A step with two instances of one service, another that calls them, and both APIs of the registry. */
const LESSONS = resolve(import.meta.dirname, '../support/shop-course');
const ORDERS = 'orders/server.ts';

async function healthyUsers(consul: string): Promise<number> {
  const response = await fetch(`${consul}/v1/health/service/users?passing`);
  return ((await response.json()) as unknown[]).length;
}

/** Where the registry is by preference; whoever runs these tests may have its ports in use as well. */
async function takeRegistryPorts(): Promise<void> {
  for (const port of Object.values(REGISTRY_PORTS)) {
    const server = createServer().listen(port);
    onTestFinished(() => void server.close());
    await new Promise<void>((done) => {
      server.once('listening', done).once('error', () => done());
    });
  }
}

describe('npm run lesson, with a step that has a registry', () => {
  test('starts it and every instance, says where they are, and keeps it from save to save', async () => {
    await takeRegistryPorts();
    const learner = await Learner.begin({ BROWNOUT_LESSONS: LESSONS });
    const port = await freePort();
    const run = learner.run('--port', String(port));
    await run.says(new RegExp(`Runs +users on ${port} and ${port + 1}, orders on ${port + 2}`));
    const [, consul = ''] = await run.says(/Uses +Consul's API at (http:\S+)/);
    const [, etcd = ''] = await run.says(/Uses +etcd's API at (http:\S+)/);
    await run.says(new RegExp(`Try +curl 'http://localhost:${port + 2}/orders/1'`));
    await run.says(/orders \| orders listens/);
    const orders = `http://localhost:${port + 2}/orders/1`;
    expect(await (await fetch(orders)).text()).toBe('an order of somebody, 200');
    expect((await fetch(`${etcd}/version`)).status).toBe(200);
    await expect.poll(() => healthyUsers(consul)).toBe(2);
    await expect.poll(() => run.stdout).toContain(`users:${port + 1} | registered`);

    await fetch(`${consul}/v1/kv/tea`, { method: 'PUT', body: 'green' });
    const text = await learner.read(ORDERS);
    await learner.write(ORDERS, text.replace(/\$\{user\.status\}/, 'saved'));
    await run.says(/orders \| orders listens/);
    expect(await (await fetch(orders)).text()).toBe('an order of somebody, saved');
    expect(await (await fetch(`${consul}/v1/kv/tea?raw`)).text()).toBe('green');
    run.child.kill('SIGINT');
    expect((await run.ended).code).toBe(0);
    await expect(fetch(consul)).rejects.toThrow();
  });

  test('uses the servers that CONSUL_HTTP_ADDR and ETCDCTL_ENDPOINTS name, and says so', async () => {
    const urls = await urlsOf(start());
    const learner = await Learner.begin({
      BROWNOUT_LESSONS: LESSONS,
      CONSUL_HTTP_ADDR: urls.consul,
      ETCDCTL_ENDPOINTS: urls.etcd,
    });
    const run = learner.run('--port', String(await freePort()));
    await run.says(
      /Uses +your own Consul at http\S+, as CONSUL_HTTP_ADDR says, in place of Brownout's registry/,
    );
    await run.says(/Uses +your own etcd at/);
    await run.says(/users:\d+ \| leads/);
    await expect.poll(() => healthyUsers(urls.consul)).toBe(2);
    expect(run.stdout).not.toContain('registry |');
  });

  test('says which server cannot be reached, and what to do', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const learner = await Learner.begin({ BROWNOUT_LESSONS: LESSONS, CONSUL_HTTP_ADDR: address });
    const { code, stderr } = await learner.done('--port', String(await freePort()));
    expect(code).toBe(2);
    expect(stderr).toContain(`CONSUL_HTTP_ADDR=${address} cannot be reached: ECONNREFUSED.`);
    expect(stderr).toContain('Start it, or unset CONSUL_HTTP_ADDR');
  });
});
