import { expect, test } from 'vitest';
import { StartError } from '../sandbox/index.ts';
import { createFakeSandbox, type FakeBehaviour } from '../sandbox/testing/fake-sandbox.ts';
import { type Played, PlayedServices } from './services.ts';

const USERS = { name: 'users', entry: 'users.ts', port: 8081, instances: 2, env: {} };
const ORDERS = {
  name: 'orders',
  entry: 'orders.ts',
  port: 8080,
  instances: 1,
  env: { USERS_URL: '{users}/v1', TTL_MS: '1500' },
};
const STEP: Played = { registry: ['consul', 'etcd'], services: [USERS, ORDERS] };

function play(played = STEP, behaviour: Partial<FakeBehaviour> = {}) {
  const sandbox = createFakeSandbox(behaviour);
  const services = new PlayedServices(sandbox, played);
  const waitedFor: string[] = [];
  const start = () => {
    const { signal } = new AbortController();
    return services.start({ signal, onWaiting: (what) => waitedFor.push(what) });
  };
  const started = () => sandbox.started.map(({ service, port }) => `${service}:${port}`);
  return { sandbox, services, start, started, waitedFor };
}

test('the registry starts first, then every instance in its turn, on port after port', async () => {
  const { services, start, started, waitedFor } = play();
  expect(services.areComplete).toBe(false);
  await start();
  expect(started()).toEqual(['registry:8500', 'users:8081', 'users:8082', 'orders:8080']);
  expect(waitedFor[0]).toBe('the registry');
  expect(waitedFor.at(-1)).toBe('orders to listen on 8080');
  expect(services.instances.map(({ id }) => id)).toEqual(['users-1', 'users-2', 'orders-1']);
  expect(services.areComplete).toBe(true);
});

test('each instance is told of the registry, and of the services that its step names', async () => {
  const { sandbox, start } = play();
  await start();
  const registry = {
    CONSUL_HTTP_ADDR: 'http://127.0.0.1:8500',
    ETCDCTL_ENDPOINTS: 'http://127.0.0.1:2379',
  };
  expect(sandbox.started[2]).toMatchObject({ env: registry, volume: 'users-2' });
  expect(sandbox.started[3]?.env).toEqual({
    ...registry,
    USERS_URL: 'http://127.0.0.1:8081/v1',
    TTL_MS: '1500',
  });
});

test('a step is told only of the parts of the registry that it uses, and of none without', async () => {
  const consul = play({ ...STEP, registry: ['consul'] });
  await consul.start();
  expect(consul.sandbox.started[0]?.env).toMatchObject({ SERVES: 'consul' });
  expect(consul.sandbox.started[1]?.env).toEqual({ CONSUL_HTTP_ADDR: 'http://127.0.0.1:8500' });
  const none = play({ ...STEP, registry: [] });
  await none.start();
  expect(none.started()).toEqual(['users:8081', 'users:8082', 'orders:8080']);
  expect(none.sandbox.started[0]?.env).toEqual({});
});

test('the registry lives on while services are started anew', async () => {
  const { services, start, started } = play();
  await start();
  await services.stop();
  expect(services.instances).toEqual([]);
  await start();
  expect(started().filter((one) => one.startsWith('registry'))).toHaveLength(1);
  expect(services.areComplete).toBe(true);
});

test('a registry that has died is started again on its disk; one that was stopped starts empty', async () => {
  const { sandbox, services, start } = play();
  await start();
  sandbox.end('registry-1', { by: 'signal', signal: 'SIGKILL' });
  await expect.poll(() => services.areComplete).toBe(false);
  await services.stop();
  await start();
  await services.stopAll();
  await start();
  const registries = sandbox.started.filter(({ service }) => service === 'registry');
  expect(registries.map(({ volume }) => volume)).toEqual([
    'registry-1',
    'registry-1',
    'registry-2',
  ]);
  expect(registries[1]).toMatchObject({ port: 8500, env: { ETCD_PORT: '2379', DATA_DIR: 'data' } });
});

test('when one does not start, those before it run on and the reason is given', async () => {
  const error = new StartError('orders', { code: 'aborted' }, 'It did not.', '');
  const { services, start } = play(STEP, {
    start: async ({ service }) => {
      if (service === 'orders') throw error;
    },
  });
  await expect(start()).rejects.toBe(error);
  expect(services.instances.map(({ id }) => id)).toEqual(['users-1', 'users-2']);
  expect(services.areComplete).toBe(false);
});

test('an instance that is restarted has its port, its disk and its environment again', async () => {
  const { sandbox, services, start } = play();
  await start();
  await services.command('users-2', 'restart');
  expect(sandbox.started.at(-1)).toEqual(sandbox.started[2]);
  expect(services.instances.map(({ id }) => id)).toEqual(['users-1', 'orders-1', 'users-3']);
  await services.command('registry-1', 'restart');
  expect(sandbox.started.at(-1)).toMatchObject({ service: 'registry', volume: 'registry-1' });
  expect(services.areComplete).toBe(true);
});

test('a dead one can be started again, and one that is gone is left alone', async () => {
  const { sandbox, services, start } = play();
  await start();
  await services.command('users-1', 'kill');
  await services.command('users-1', 'pause');
  expect(services.instances.map(({ id }) => id)).toEqual(['users-2', 'orders-1']);
  await services.command('users-1', 'restart');
  expect(sandbox.started.at(-1)).toMatchObject({ service: 'users', port: 8081 });
});

test('a restart that is under way is given up by a stop', async () => {
  let restarts = false;
  const { services, start } = play(STEP, {
    start: (_spec, signal) =>
      new Promise((resolve, reject) => {
        if (!restarts) return resolve();
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  });
  await start();
  restarts = true;
  const restarting = services.command('users-1', 'restart');
  const refused = expect(restarting).rejects.toThrow('aborted');
  await services.stop();
  await refused;
  expect(services.instances).toEqual([]);
});
