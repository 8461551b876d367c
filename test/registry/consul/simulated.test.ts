import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../../../runtime/sandbox/sandbox.ts';
import { nodeRealm } from '../../../runtime/sandbox/simulated/node.ts';
import type { Realm } from '../../../runtime/sandbox/simulated/realm.ts';
import { QUIET_SCHEDULE } from '../../../runtime/sandbox/simulated/schedule/index.ts';
import { SimulatedSandbox } from '../../../runtime/sandbox/simulated/simulated-sandbox.ts';
import { bundleInstance } from './bundle-instance.ts';

/** The registry is an ordinary instance on the simulator's clock, bundled to one file. */

const { signal } = new AbortController();
const REGISTRY_PORT = 8500;

const WEB = `import { createServer } from 'node:http';
const consul = 'http://localhost:${REGISTRY_PORT}/v1';
const port = Number(process.env.PORT);
let status = 200;
createServer((request, response) => {
  if (request.url === '/ill') status = 500;
  response.writeHead(status).end('as it is');
}).listen(port, async () => {
  const HTTP = \`http://localhost:\${port}/health\`;
  await fetch(consul + '/agent/service/register', {
    method: 'PUT',
    body: JSON.stringify({ Name: 'web', Port: port, Check: { HTTP, Interval: '10s' } }),
  });
});
`;

let realm: Realm;
let bundle: string;
let sandbox: SimulatedSandbox;

beforeAll(async () => {
  realm = await nodeRealm();
  bundle = await bundleInstance();
});

afterEach(() => sandbox.dispose());

function start(service: string, port: number | 'any'): Promise<Instance> {
  const spec = { service, entry: `${service}.ts`, port, env: {}, startTimeoutMs: 1000 };
  return sandbox.start(spec, signal);
}

async function ask(registry: Instance, line: string, body?: string): Promise<Response> {
  const [method = '', path = ''] = line.split(' ');
  const init = { method, ...(body !== undefined && { body }) };
  return sandbox.fetch(registry, new Request(`http://registry${path}`, init));
}

test('a service registers, is asked how it is, falls ill and is seen to, in virtual time', async () => {
  sandbox = new SimulatedSandbox({ schedule: QUIET_SCHEDULE, realm, maxEvents: 200_000 });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  expect(await sandbox.sync({ 'registry.ts': bundle, 'web.ts': WEB })).toEqual([]);
  const registry = await start('registry', REGISTRY_PORT);
  const web = await start('web', 'any');

  await sandbox.clock.sleep(11_000, signal);
  const healthy = await ask(registry, 'GET /v1/health/service/web?passing');
  expect(await healthy.json()).toMatchObject([{ Service: { Port: web.addresses[0]?.port } }]);

  const index = healthy.headers.get('x-consul-index');
  const change = ask(registry, `GET /v1/health/service/web?passing&index=${index}&wait=60s`);
  await sandbox.fetch(web, new Request('http://web/ill'));
  const changed = await change;
  expect(await changed.json()).toEqual([]);
  expect(Number(changed.headers.get('x-consul-index'))).toBeGreaterThan(Number(index));
  const [check] = await (await ask(registry, 'GET /v1/health/checks/web')).json();
  expect(check.Output).toMatch(/^HTTP GET .*: 500 Internal Server Error Output: as it is$/);

  await web.signal('SIGKILL');
  await sandbox.clock.sleep(11_000, signal);
  const own = await (await ask(registry, 'GET /v1/agent/checks')).json();
  expect(own['service:web'].Output).toMatch(
    /: dial tcp localhost:\d+: connect: connection refused$/,
  );
});

test('a lock goes over to the next one when the holder’s session is not renewed', async () => {
  sandbox = new SimulatedSandbox({ schedule: QUIET_SCHEDULE, realm, maxEvents: 200_000 });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  await sandbox.sync({ 'registry.ts': bundle });
  const registry = await start('registry', REGISTRY_PORT);
  const create = async () => {
    const body = JSON.stringify({ TTL: '10s', LockDelay: '5s' });
    return (await (await ask(registry, 'PUT /v1/session/create', body)).json()).ID as string;
  };
  const acquire = async (session: string) =>
    (await ask(registry, `PUT /v1/kv/lock?acquire=${session}`, session)).json();
  const lost = await create();
  expect(await acquire(lost)).toBe(true);
  await sandbox.clock.sleep(21_000, signal);
  const next = await create();
  expect(await acquire(next)).toBe(false);
  await sandbox.clock.sleep(5_000, signal);
  expect(await acquire(next)).toBe(true);
  const [row] = await (await ask(registry, 'GET /v1/kv/lock')).json();
  expect(row).toMatchObject({ LockIndex: 2, Session: next, Value: btoa(next) });
});
