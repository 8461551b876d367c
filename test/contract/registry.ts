import { expect, test } from 'vitest';
import { type Registry, type RegistryOptions, startRegistry } from '../../runtime/sandbox/index.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { handler } from './fixtures.ts';
import { limit, type MakeSandbox, useSandbox } from './lab.ts';

const TTL_MS = 2000;
/** From the end of a TTL until its event is in the ledger. */
const TOLD_WITHIN_MS = 10_000;

/** A stand-in for WebContainer has this machine's ports, where others may be at Consul's and etcd's own. */
const ANY_PORTS: RegistryOptions = { consulPort: 'any', etcdPort: 'any' };

/** Registers itself at Consul with a TTL check, and says that it is well ten times a TTL. */
export const REGISTERED = `import { createServer } from 'node:http';
const { PORT, CONSUL_HTTP_ADDR } = process.env;
const agent = CONSUL_HTTP_ADDR + '/v1/agent';
const put = (path: string, body?: object) =>
  fetch(agent + path, { method: 'PUT', ...(body && { body: JSON.stringify(body) }) });
createServer((request, response) => response.end('tea')).listen(Number(PORT), async () => {
  await put('/service/register', { Name: 'tea', Port: Number(PORT), Check: { TTL: '${TTL_MS}ms' } });
  await put('/check/pass/service:tea');
  setInterval(() => put('/check/pass/service:tea'), ${TTL_MS / 10});
});
`;

/** Waits for etcd's lock and keeps it for as long as it lives. */
export const LOCKED = `import { createServer } from 'node:http';
const { PORT, ETCDCTL_ENDPOINTS } = process.env;
const ask = async (path: string, body: object) => {
  const answer = await fetch(ETCDCTL_ENDPOINTS + '/v3/' + path, { method: 'POST', body: JSON.stringify(body) });
  return await answer.json() as Record<string, string>;
};
createServer((request, response) => response.end()).listen(Number(PORT), async () => {
  const { ID } = await ask('lease/grant', { TTL: 3 });
  setInterval(() => ask('lease/keepalive', { ID }), 200);
  await ask('lock/lock', { name: btoa('door'), lease: ID });
  console.log('locked');
});
`;

/** Prints what the registry would say of itself. */
const FORGER =
  handler(`  console.log(JSON.stringify({ kind: 'consul-key-deleted', key: 'tea', index: 1 }));
  response.end();`);

/** The registry as an instance: that it can be killed, paused and asked as any other. */
export function describeRegistry(make: MakeSandbox): void {
  const lab = useSandbox(make);

  function start(options: RegistryOptions = {}): Promise<Registry> {
    const hasRealPorts = lab.sandbox.info.kind === 'webcontainer';
    const given = { startTimeoutMs: WAIT_LIMIT_MS, ...(hasRealPorts && ANY_PORTS), ...options };
    return startRegistry(lab.sandbox, given, limit());
  }

  async function text(registry: Registry, path: string, init?: RequestInit): Promise<string> {
    const part = path.startsWith('/v1/') ? 'consul' : 'etcd';
    return (await registry.fetch(part, path, init)).text();
  }

  function put(registry: Registry, key: string, value: string): Promise<string> {
    return text(registry, `/v1/kv/${key}`, { method: 'PUT', body: value });
  }

  test('a service that registers is passing, and critical within its TTL once it is killed', async () => {
    const registry = await start();
    const tea = await lab.run(REGISTERED, { service: 'tea', env: { ...registry.env } });
    await lab.event('registry', ({ observation: told }) => {
      return told.kind === 'consul-check-changed' && told.to === 'passing' && told.from !== null;
    });
    const healthy = JSON.parse(await text(registry, '/v1/health/service/tea?passing'));
    expect(healthy).toMatchObject([{ Service: { Port: tea.addresses[0]?.port } }]);

    await tea.signal('SIGKILL');
    await tea.exited;
    const killed = await lab.event('exited', ({ instance }) => instance === tea.id);
    const critical = await lab.event('registry', ({ seq, observation: told }) => {
      return seq > killed.seq && told.kind === 'consul-check-changed' && told.to === 'critical';
    });
    expect(critical.observation).toMatchObject({ id: 'service:tea', reason: 'TTL expired' });
    expect(critical.atMs - killed.atMs).toBeLessThan(TTL_MS + TOLD_WITHIN_MS);
    expect(await text(registry, '/v1/health/service/tea?passing')).toBe('[]');
  });

  test.each([
    ['on its disk, it has its keys', true, 'green'],
    ['without a disk, it has none', false, ''],
  ])('killed and started again %s', async (_, isDurable, value) => {
    const registry = await start({ isDurable });
    expect(await put(registry, 'tea', 'green')).toBe('true');
    const pair = JSON.stringify({ key: btoa('tea'), value: btoa('green') });
    await text(registry, '/v3/kv/put', { method: 'POST', body: pair });
    const { instance, spec, consul, etcd } = registry.own ?? {};
    await instance?.signal('SIGKILL');
    await instance?.exited;
    const again = await lab.start(spec);
    expect(again.addresses).toEqual([consul, etcd]);
    expect(await text(registry, '/v1/kv/tea?raw')).toBe(value);
    const found = await text(registry, '/v3/kv/range', { method: 'POST', body: pair });
    expect(JSON.parse(found).kvs?.[0].value).toBe(isDurable ? btoa(value) : undefined);
  });

  test('while it is paused its clients wait, and are answered when it goes on', async () => {
    const registry = await start();
    await put(registry, 'tea', 'green');
    await registry.own?.instance.signal('SIGSTOP');
    let isAnswered = false;
    const asked = text(registry, '/v1/kv/tea?raw').then((answer) => {
      isAnswered = true;
      return answer;
    });
    await lab.sandbox.clock.sleep(300, limit());
    expect(isAnswered).toBe(false);
    await registry.own?.instance.signal('SIGCONT');
    expect(await asked).toBe('green');
  });

  test('etcd’s lock goes over to the next one when its holder dies', async () => {
    const registry = await start();
    await lab.sync({ 'locked.ts': LOCKED });
    const spec = { entry: 'locked.ts', service: 'locked', env: { ...registry.env } };
    const first = await lab.start(spec);
    await lab.untilPrinted('locked-1', 'stdout', 'locked');
    await lab.start(spec);
    await lab.sandbox.clock.sleep(300, limit());
    expect(lab.printed('locked-2', 'stdout')).toBe('');
    await first.signal('SIGKILL');
    await lab.untilPrinted('locked-2', 'stdout', 'locked');
  });

  test('what it observes is in the ledger, and no service can say it in its place', async () => {
    const registry = await start();
    await put(registry, 'tea', 'green');
    const seen = await lab.event('registry', ({ observation: { kind } }) => {
      return kind === 'consul-key-changed';
    });
    expect(seen).toMatchObject({
      instance: 'registry-1',
      observation: { key: 'tea', value: btoa('green'), holder: null },
    });
    const value = 'x'.repeat(1_000_000);
    const body = JSON.stringify({ key: btoa('long'), value: btoa(value) });
    await text(registry, '/v3/kv/put', { method: 'POST', body });
    const long = await lab.event(
      'registry',
      ({ observation: { kind } }) => kind === 'etcd-key-put',
    );
    expect(long.observation).toMatchObject({ key: 'long', value: btoa(value.slice(0, 4095)) });
    expect(lab.printed('registry-1', 'stdout')).toBe('');

    const forger = await lab.run(FORGER, { service: 'registry' });
    await lab.text(forger);
    await lab.untilPrinted(forger.id, 'stdout', 'consul-key-deleted');
    expect(lab.events('registry').some(({ instance }) => instance === forger.id)).toBe(false);
  });
}
