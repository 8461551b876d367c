import { expect, test } from 'vitest';
import { createLab, type Lab } from './testing/lab.ts';

async function register(lab: Lab, body: object): Promise<void> {
  const answer = await lab.ask('PUT /v1/agent/service/register', body);
  expect([answer.status, answer.text]).toEqual([200, '']);
}

test('the agent’s own node, service and check are there from the beginning', async () => {
  const lab = await createLab({ nodeName: 'n1', address: '10.0.0.1', datacenter: 'east' });
  expect((await lab.ask('GET /v1/catalog/services')).json).toEqual({ consul: [] });
  const [entry] = (await lab.ask('GET /v1/health/service/consul')).json;
  expect(entry.Node).toMatchObject({ Node: 'n1', Address: '10.0.0.1', Datacenter: 'east' });
  expect(entry.Node.ID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  expect(entry.Checks).toMatchObject([
    { CheckID: 'serfHealth', Status: 'passing', Output: 'Agent alive and reachable' },
  ]);
  expect((await lab.ask('GET /v1/agent/services')).json).toEqual({});
});

test('a registration in snake case is the same as one in Go’s', async () => {
  const lab = await createLab();
  await register(lab, {
    name: 'web',
    id: 'web-1',
    enable_tag_override: true,
    tagged_addresses: { lan: { address: '10.0.0.1', port: 1 } },
    meta: { snake_case: 'kept' },
    check: { ttl: '5s', deregister_critical_service_after: '1m' },
  });
  expect((await lab.ask('GET /v1/agent/services')).json['web-1']).toEqual({
    ID: 'web-1',
    Service: 'web',
    Tags: [],
    Meta: { snake_case: 'kept' },
    Port: 0,
    Address: '',
    TaggedAddresses: { lan: { Address: '10.0.0.1', Port: 1 } },
    Weights: { Passing: 1, Warning: 1 },
    EnableTagOverride: true,
    Datacenter: 'dc1',
  });
});

test('instances are found by name, tags, node’s meta and filter, with their own addresses', async () => {
  const lab = await createLab();
  await register(lab, { Name: 'web', ID: 'a', Tags: ['v1', 'blue'], Port: 1 });
  await register(lab, { Name: 'web', ID: 'b', Tags: ['v2'], Port: 2, Address: '10.0.0.2' });
  const external = {
    Node: 'ext',
    Address: '10.0.0.9',
    NodeMeta: { zone: 'z' },
    Service: { Service: 'web', ID: 'c', Port: 3 },
  };
  expect((await lab.ask('PUT /v1/catalog/register', external)).text).toBe('true');
  const ids = async (query: string) =>
    (await lab.ask(`GET /v1/catalog/service/web${query}`)).json.map(
      (row: { ServiceID: string }) => row.ServiceID,
    );
  expect(await ids('')).toEqual(['c', 'a', 'b']);
  expect(await ids('?near=_agent')).toEqual(['a', 'b', 'c']);
  expect(await ids('?tag=V1')).toEqual(['a']);
  expect(await ids('?tag=v1&tag=v2')).toEqual([]);
  expect(await ids('?node-meta=zone:z')).toEqual(['c']);
  expect(
    await ids(`?filter=${encodeURIComponent('ServicePort == 2 or v1 in ServiceTags')}`),
  ).toEqual(['a', 'b']);
  const [first] = (await lab.ask('GET /v1/catalog/service/web?tag=v2')).json;
  expect(first).toMatchObject({
    Node: 'registry',
    Address: '127.0.0.1',
    ServiceAddress: '10.0.0.2',
    ServicePort: 2,
    ServiceTaggedAddresses: { lan_ipv4: { Address: '10.0.0.2', Port: 2 } },
    ServiceWeights: { Passing: 1, Warning: 1 },
  });
  expect((await lab.ask('GET /v1/catalog/services')).json).toEqual({
    consul: [],
    web: ['v1', 'blue', 'v2'],
  });
  const filtered = async (path: string, filter: string) =>
    (await lab.ask(`GET /v1/catalog/${path}?filter=${encodeURIComponent(filter)}`)).json;
  expect(await filtered('services', 'v2 in ServiceTags')).toEqual({ web: ['v2'] });
  expect(await filtered('nodes', 'Meta.zone == z')).toMatchObject([{ Node: 'ext' }]);
  const node = async (filter: string) =>
    Object.keys((await filtered('node/registry', filter)).Services);
  expect(await node('Service == web and Port == 2')).toEqual(['b']);
});

test('only instances all of whose checks are passing are healthy, the node’s included', async () => {
  const lab = await createLab();
  await register(lab, { Name: 'web', ID: 'a', Check: { TTL: '1h', Status: 'passing' } });
  await register(lab, { Name: 'web', ID: 'b', Check: { TTL: '1h', Status: 'warning' } });
  await register(lab, { Name: 'web', ID: 'c' });
  const healthy = async () =>
    (await lab.ask('GET /v1/health/service/web?passing')).json.map(
      ({ Service }: { Service: { ID: string } }) => Service.ID,
    );
  expect(await healthy()).toEqual(['a', 'c']);
  await lab.ask('PUT /v1/agent/service/maintenance/c?enable=true&reason=why');
  expect(await healthy()).toEqual(['a']);
  await lab.ask('PUT /v1/agent/maintenance?enable=true');
  expect(await healthy()).toEqual([]);
  await lab.ask('PUT /v1/agent/maintenance?enable=false');
  await lab.ask('PUT /v1/agent/service/maintenance/c?enable=false');
  expect(await healthy()).toEqual(['a', 'c']);
  expect((await lab.ask('GET /v1/health/service/web?passing=false')).json).toHaveLength(3);
});

test('an agent answers a service’s health as an HTTP status', async () => {
  const lab = await createLab();
  await register(lab, { Name: 'web', ID: 'a', Check: { TTL: '1h', Status: 'passing' } });
  await register(lab, { Name: 'web', ID: 'b', Check: { TTL: '1h', Status: 'warning' } });
  const of = async (path: string) => {
    const { status, text } = await lab.ask(`GET /v1/agent/health/service/${path}?format=text`);
    return `${status} ${text}`;
  };
  expect(await of('id/a')).toBe('200 passing');
  expect(await of('name/web')).toBe('429 warning');
  await lab.ask('PUT /v1/agent/check/fail/service:a');
  expect(await of('name/web')).toBe('503 critical');
  expect(await of('name/none')).toBe('404 ServiceName none Not Found');
  const { status, json } = await lab.ask('GET /v1/agent/health/service/id/b');
  expect([status, json.AggregatedStatus, json.Checks.length]).toEqual([429, 'warning', 1]);
});

test('an external node goes with all that is on it', async () => {
  const lab = await createLab();
  const body = {
    Node: 'ext',
    Address: '10.0.0.9',
    Service: { Service: 'db' },
    Check: { Node: 'ext', Name: 'c', ServiceID: 'db' },
  };
  await lab.ask('PUT /v1/catalog/register', body);
  const { json } = await lab.ask('PUT /v1/session/create', { Node: 'ext', NodeChecks: [] });
  await lab.ask('PUT /v1/catalog/deregister', { Node: 'ext' });
  expect((await lab.ask('GET /v1/catalog/service/db')).json).toEqual([]);
  expect((await lab.ask('GET /v1/health/node/ext')).json).toEqual([]);
  expect((await lab.ask('GET /v1/catalog/nodes')).json).toHaveLength(1);
  expect((await lab.ask(`GET /v1/session/info/${json.ID}`)).json).toEqual([]);
});

test('what happens is told as plain data, in order', async () => {
  const lab = await createLab();
  lab.observed.length = 0;
  await register(lab, { Name: 'web', Port: 1, Tags: ['t'], Check: { TTL: '5s' } });
  await lab.ask('PUT /v1/agent/check/pass/service:web?note=well');
  await lab.time.pass(5_000);
  await lab.ask('PUT /v1/agent/service/deregister/web');
  const check = { node: 'registry', id: 'service:web', serviceId: 'web' };
  expect(lab.observed).toEqual([
    {
      kind: 'consul-service-registered',
      node: 'registry',
      id: 'web',
      service: 'web',
      address: '',
      port: 1,
      tags: ['t'],
    },
    { kind: 'consul-check-changed', ...check, from: null, to: 'critical', reason: '' },
    { kind: 'consul-check-changed', ...check, from: 'critical', to: 'passing', reason: 'well' },
    {
      kind: 'consul-check-changed',
      ...check,
      from: 'passing',
      to: 'critical',
      reason: 'TTL expired (last output before timeout follows): well',
    },
    { kind: 'consul-check-removed', ...check },
    {
      kind: 'consul-service-deregistered',
      node: 'registry',
      id: 'web',
      service: 'web',
      reason: 'deregistered',
    },
  ]);
});

test('holders and waiters of a lock are told', async () => {
  const lab = await createLab();
  const create = async () => (await lab.ask('PUT /v1/session/create')).json.ID;
  const [first, second] = [await create(), await create()];
  lab.observed.length = 0;
  await lab.ask(`PUT /v1/kv/l?acquire=${first}`, '');
  await lab.ask(`PUT /v1/kv/l?acquire=${second}`, '');
  const { index } = await lab.ask('GET /v1/kv/l');
  const query = lab.send(`GET /v1/kv/l?index=${index}`);
  await lab.ask(`PUT /v1/kv/l?release=${first}`, '');
  await query;
  const key = { key: 'l', value: '', flags: '0', lockIndex: 1 };
  expect(lab.observed).toEqual([
    { kind: 'consul-key-changed', ...key, index, holder: first },
    { kind: 'consul-lock-refused', key: 'l', session: second, holder: first, reason: 'held' },
    { kind: 'consul-key-watched', key: 'l', waiting: 1 },
    { kind: 'consul-key-watched', key: 'l', waiting: 0 },
    expect.objectContaining({ kind: 'consul-key-changed', ...key, holder: null }),
  ]);
});

test('events are listed in order, by name, and their index says only which was the last', async () => {
  const lab = await createLab();
  const first = await lab.ask('PUT /v1/event/fire/deploy?node=n&service=s&tag=t', 'v1');
  expect(first.json).toMatchObject({
    Name: 'deploy',
    Payload: Buffer.from('v1').toString('base64'),
    NodeFilter: 'n',
    ServiceFilter: 's',
    TagFilter: 't',
    Version: 1,
  });
  const listed = await lab.ask('GET /v1/event/list');
  const index = listed.headers.get('x-consul-index') ?? '';
  expect(BigInt(index)).toBeGreaterThan(2n ** 53n);
  const query = lab.send(`GET /v1/event/list?index=${index}`);
  await lab.time.pass(1_000);
  await lab.ask('PUT /v1/event/fire/other');
  expect(await (await query).json()).toMatchObject([{ Name: 'deploy' }, { Name: 'other' }]);
  expect((await lab.ask('GET /v1/event/list?name=other')).json).toMatchObject([{ Payload: null }]);
  const long = await lab.ask('PUT /v1/event/fire/x', 'x'.repeat(513));
  expect(long.status).toBe(500);
});
