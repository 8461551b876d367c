import Client from 'consul';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeEnvironment } from '../node/environment.ts';
import { type Consul, createConsul } from './index.ts';
import { type Served, serve } from './testing/serve.ts';

/** npm's `consul`, the client that most programs under Node use, over real HTTP. */

let consul: Consul;
let served: Served;
let client: Client;

beforeAll(async () => {
  consul = await createConsul(nodeEnvironment(), { client: fetch });
  served = await serve(consul.fetch);
  client = new Client({ host: '127.0.0.1', port: served.port });
});

afterAll(async () => {
  client.destroy();
  consul.close();
  await served.close();
});

// biome-ignore lint/suspicious/noExplicitAny: the client's own types lack half of what it answers
type Any = any;
type Scene = (c: Any) => Promise<void>;

/** Every method that the client has for the API that is spoken here, and what it then gives. */
const COVERED: Record<string, Scene> = {
  'agent.self': async (c) => {
    const self = await c.agent.self();
    expect(self.Config).toMatchObject({ Server: true, NodeName: 'registry', Datacenter: 'dc1' });
    expect(self.Member.Addr).toBe('127.0.0.1');
  },
  'agent.members': async (c) => {
    expect(await c.agent.members()).toMatchObject([{ Name: 'registry', Status: 1 }]);
  },
  'agent.reload': async (c) => {
    expect(await c.agent.reload()).toBeUndefined();
  },
  'agent.maintenance': async (c) => {
    await c.agent.maintenance({ enable: true, reason: 'tests' });
    expect(await c.agent.checks()).toMatchObject({
      _node_maintenance: { Name: 'Node Maintenance Mode', Status: 'critical', Notes: 'tests' },
    });
    await c.agent.maintenance(false);
    expect(await c.agent.checks()).toEqual({});
  },
  'agent.forceLeave': async (c) => {
    expect(await c.agent.forceLeave('registry')).toBeUndefined();
  },
  'agent.service.register, list, services, deregister': async (c) => {
    await c.agent.service.register('plain');
    await c.agent.service.register({
      name: 'web',
      id: 'web-1',
      tags: ['a', 'b'],
      address: '10.1.1.1',
      port: 80,
      meta: { version: '2' },
      checks: [{ ttl: '15s' }, { http: 'http://127.0.0.1:9/', interval: '600s' }],
    });
    const services = await c.agent.services();
    expect(Object.keys(await c.agent.service.list())).toEqual(['plain', 'web-1']);
    expect(services['web-1']).toMatchObject({
      Service: 'web',
      Tags: ['a', 'b'],
      Meta: { version: '2' },
      Port: 80,
      Address: '10.1.1.1',
      Weights: { Passing: 1, Warning: 1 },
      TaggedAddresses: { lan_ipv4: { Address: '10.1.1.1', Port: 80 } },
    });
    expect(Object.keys(await c.agent.check.list())).toEqual(['service:web-1:1', 'service:web-1:2']);
    for (const id of ['plain', 'web-1']) await c.agent.service.deregister(id);
    expect(await c.agent.services()).toEqual({});
    expect(await c.agent.checks()).toEqual({});
  },
  'agent.service.maintenance': async (c) => {
    await c.agent.service.register('kept');
    await c.agent.service.maintenance({ id: 'kept', enable: true });
    expect(Object.keys(await c.agent.checks())).toEqual(['_service_maintenance:kept']);
    await c.agent.service.maintenance({ id: 'kept', enable: false });
    expect(await c.agent.checks()).toEqual({});
    await c.agent.service.deregister('kept');
  },
  'agent.check.register, pass, warn, fail, deregister': async (c) => {
    await c.agent.check.register({ name: 'beat', ttl: '10s', notes: 'n' });
    const status = async () => (await c.agent.checks()).beat;
    expect(await status()).toMatchObject({ Status: 'critical', Notes: 'n', Output: '' });
    await c.agent.check.pass({ id: 'beat', note: 'well' });
    expect(await status()).toMatchObject({ Status: 'passing', Output: 'well' });
    await c.agent.check.warn('beat');
    expect(await status()).toMatchObject({ Status: 'warning' });
    await c.agent.check.fail('beat');
    expect(await status()).toMatchObject({ Status: 'critical' });
    await c.agent.check.deregister('beat');
    expect(await c.agent.checks()).toEqual({});
  },
  'catalog.datacenters': async (c) => expect(await c.catalog.datacenters()).toEqual(['dc1']),
  'catalog.register, nodes, node.list, node.services, services, deregister': async (c) => {
    await c.catalog.register('bare');
    await c.catalog.register({
      node: 'ext',
      address: '10.9.9.9',
      service: { id: 'db1', service: 'db', tags: ['sql'], port: 5432 },
      check: { node: 'ext', name: 'by hand', status: 'passing', serviceid: 'db1' },
    });
    const names = (nodes: Any[]) => nodes.map((node) => node.Node).sort();
    expect(names(await c.catalog.nodes())).toEqual(['bare', 'ext', 'registry']);
    expect(names(await c.catalog.node.list())).toEqual(['bare', 'ext', 'registry']);
    expect((await c.catalog.node.services('ext')).Services.db1.Service).toBe('db');
    expect(await c.catalog.services()).toEqual({ consul: [], db: ['sql'] });
    expect(await c.catalog.service.list()).toEqual({ consul: [], db: ['sql'] });
    expect(await c.catalog.service.nodes({ service: 'db', tag: 'sql' })).toMatchObject([
      { Node: 'ext', Address: '10.9.9.9', ServiceID: 'db1', ServiceAddress: '', ServicePort: 5432 },
    ]);
    await c.catalog.deregister('bare');
    await c.catalog.deregister({ node: 'ext' });
    expect(await c.catalog.services()).toEqual({ consul: [] });
  },
  'health.service, checks, node, state': async (c) => {
    await c.agent.service.register({ name: 'h', check: { ttl: '10s', status: 'passing' } });
    expect(await c.health.service({ service: 'h', passing: true })).toMatchObject([
      {
        Node: { Node: 'registry' },
        Service: { ID: 'h' },
        Checks: [{ CheckID: 'serfHealth' }, { CheckID: 'service:h', Status: 'passing' }],
      },
    ]);
    expect(await c.health.checks('h')).toMatchObject([{ CheckID: 'service:h' }]);
    expect(await c.health.node('registry')).toHaveLength(2);
    expect(await c.health.state('any')).toHaveLength(2);
    expect(await c.health.state('critical')).toEqual([]);
    await c.agent.service.deregister('h');
  },
  'kv.get, keys, set, del': async (c) => {
    expect(await c.kv.set('k', 'v')).toBe(true);
    expect(await c.kv.get('k')).toMatchObject({ Key: 'k', Value: 'v', Flags: 0, LockIndex: 0 });
    expect((await c.kv.get({ key: 'k', raw: true })).toString()).toBe('v');
    expect(await c.kv.get({ key: 'k', recurse: true })).toMatchObject([{ Key: 'k' }]);
    expect(await c.kv.keys('')).toEqual(['k']);
    // The client gives undefined where the server answers false.
    expect(await c.kv.set({ key: 'k', value: 'w', cas: 0 })).toBeUndefined();
    expect(await c.kv.del('k')).toBe(true);
    expect(await c.kv.get('k')).toBeUndefined();
  },
  'session.create, info, get, list, node, renew, destroy': async (c) => {
    const { ID } = await c.session.create({ name: 's', ttl: '10s', lockdelay: '10s' });
    const known = { ID, Name: 's', TTL: '10s', LockDelay: 10_000_000_000, Behavior: 'release' };
    expect(await c.session.info(ID)).toMatchObject(known);
    expect(await c.session.get(ID)).toMatchObject(known);
    expect(await c.session.list()).toMatchObject([known]);
    expect(await c.session.node('registry')).toMatchObject([known]);
    expect(await c.session.renew(ID)).toMatchObject([known]);
    expect(await c.kv.set({ key: 'lock', value: '', acquire: ID })).toBe(true);
    expect((await c.kv.get('lock')).Session).toBe(ID);
    expect(await c.kv.set({ key: 'lock', value: '', release: ID })).toBe(true);
    await c.session.destroy(ID);
    expect(await c.session.info(ID)).toBeUndefined();
    await c.kv.del('lock');
  },
  'transaction.create': async (c) => {
    const Value = Buffer.from('1').toString('base64');
    const done = await c.transaction.create([{ KV: { Verb: 'set', Key: 't', Value } }]);
    expect(done).toMatchObject({ Results: [{ KV: { Key: 't' } }], Errors: null });
    expect(Object.keys(done.Results[0].KV)).not.toContain('Value');
    await c.kv.del('t');
  },
  'event.fire, list': async (c) => {
    expect(await c.event.list()).toEqual([]);
    expect(await c.event.fire('deploy', 'now')).toMatchObject({ Name: 'deploy', Payload: 'now' });
    expect(await c.event.list('deploy')).toMatchObject([{ Payload: 'now', LTime: 1 }]);
  },
  'status.leader, peers': async (c) => {
    expect(await c.status.leader()).toBe('127.0.0.1:8300');
    expect(await c.status.peers()).toEqual(['127.0.0.1:8300']);
  },
};

/** What the client has beyond it, and how it is refused. */
const REFUSED: Record<string, (c: Any) => Promise<unknown>> = {
  'acl.legacy.list: not found': (c) => c.acl.legacy.list(),
  'query.list: not found': (c) => c.query.list(),
  'catalog.connect.nodes: not found': (c) => c.catalog.connect.nodes('web'),
  'agent.join: internal server error': (c) => c.agent.join('10.0.0.1'),
};

for (const [methods, scene] of Object.entries(COVERED)) {
  test(`npm's consul: ${methods}`, () => scene(client));
}

for (const [what, call] of Object.entries(REFUSED)) {
  test(`npm's consul is refused: ${what}`, async () => {
    await expect(call(client)).rejects.toThrow(what.split(': ')[1]);
  });
}

test('a watch of npm’s consul sees every value that is written, one after another', async () => {
  const seen: (string | undefined)[] = [];
  const watch = client.watch({ method: client.kv.get, options: { key: 'w', wait: '5s' } } as never);
  const all = new Promise<void>((resolve, reject) => {
    watch.on('error', reject);
    watch.on('change', (data: { Value: string } | undefined) => {
      seen.push(data?.Value);
      if (seen.length === 5) resolve();
    });
  });
  await new Promise<void>((resolve) => watch.once('change', () => resolve()));
  for (const value of ['1', '2', '3']) await client.kv.set('w', value);
  await client.kv.del('w');
  await all;
  watch.end();
  expect(seen).toEqual([undefined, '1', '2', '3', undefined]);
});

test('a client that goes away leaves no query waiting', async () => {
  const gone = new AbortController();
  const query = fetch(`http://127.0.0.1:${served.port}/v1/kv/nothing?index=1000000&wait=60s`, {
    signal: gone.signal,
  });
  const before = consul.waitingQueries();
  await expect.poll(() => consul.waitingQueries()).toBe(before + 1);
  gone.abort();
  await expect(query).rejects.toThrow();
  await expect.poll(() => consul.waitingQueries()).toBe(before);
});
