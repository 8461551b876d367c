import { expect, test } from 'vitest';
import { fc, IS_LONG } from '../../../test/support/properties.ts';
import { createLab } from './testing/lab.ts';

const RUNS = IS_LONG ? 5_000 : 300;

const PATHS = [
  'agent/service/register',
  'agent/service/deregister/web',
  'agent/service/maintenance/web',
  'agent/service/web',
  'agent/services',
  'agent/checks',
  'agent/check/register',
  'agent/check/update/c',
  'agent/check/pass/c',
  'agent/health/service/name/web',
  'agent/members',
  'catalog/register',
  'catalog/deregister',
  'catalog/service/web',
  'catalog/nodes',
  'health/service/web',
  'health/state/any',
  'kv/a',
  'kv/',
  'session/create',
  'session/renew/x',
  'txn',
  'event/fire/e',
  'event/list',
  'status/leader',
];

const NAMES = [
  ...['Name', 'ID', 'Tags', 'Meta', 'Port', 'Address', 'Check', 'Checks', 'TTL', 'Interval'],
  ...['HTTP', 'Status', 'Header', 'Node', 'Service', 'Weights', 'TaggedAddresses', 'LockDelay'],
  ...['Behavior', 'NodeChecks', 'ServiceChecks', 'KV', 'Verb', 'Key', 'Value', 'Flags', 'Index'],
  ...['Session', 'Output', 'ServiceID', 'CheckID', 'Definition', '__proto__', 'constructor'],
];

const leaf = fc.oneof(
  fc.constantFrom(
    'web',
    'c',
    'a',
    '10s',
    '',
    'set',
    'get',
    'lock',
    'passing',
    'http://a/',
    '0.0.0.0',
  ),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { value: body } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 6 }),
}));

const FLAGS = [
  ...['recurse', 'keys', 'raw', 'cas', 'acquire', 'release', 'flags', 'separator', 'index', 'wait'],
  ...['stale', 'consistent', 'passing', 'tag', 'near', 'filter', 'dc', 'enable', 'pretty', 'hash'],
  ...['node-meta', 'format', 'name', 'replace-existing-checks', 'max_stale'],
];
const query = fc.dictionary(
  fc.constantFrom(...FLAGS),
  fc.oneof(fc.constantFrom('', '0', '1', 'true', '5s', 'web', 'a==1', 'a in b'), fc.string()),
  { maxKeys: 3 },
);

const request = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'DELETE', 'POST', 'OPTIONS', 'PATCH'),
  path: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...PATHS) },
    { weight: 1, arbitrary: fc.webPath() },
  ),
  query,
  body: fc.oneof(
    { weight: 6, arbitrary: body.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.json().map((text) => text.slice(0, text.length / 2)) },
  ),
});

test('whatever is sent is answered as Consul answers, and the registry goes on', async () => {
  const lab = await createLab();
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query: flags, body: text }) => {
      const search = new URLSearchParams(flags).toString();
      const hasBody = method !== 'GET' && method !== 'OPTIONS';
      const line = `${method} /v1/${path.replace(/^\//, '')}?${search}`;
      const response = lab.send(line, hasBody ? text : undefined);
      await lab.time.pass(700_000);
      const { status } = await response;
      expect([200, 400, 404, 405, 409, 413, 429, 500, 503]).toContain(status);
      const answer = await (await response).text();
      // An error of ours, rather than one of Consul's, would tell of our code.
      expect(answer).not.toMatch(/undefined|is not a function|cannot read|is not iterable/i);
      expect(lab.consul.waitingQueries()).toBe(0);
    }),
    { numRuns: RUNS },
  );
  expect((await lab.ask('GET /v1/status/leader')).json).toBe('127.0.0.1:8300');
});

test('bodies that do not end are cut off, and those that lie about their length', async () => {
  const lab = await createLab();
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const init = { body: endless, duplex: 'half' } as RequestInit;
  const response = await lab.send('PUT /v1/kv/k', undefined, init);
  expect(response.status).toBe(413);
  expect(sent).toBeLessThan(1_000_000);
  const json = await lab.ask('PUT /v1/agent/service/register', `{"Name":"${'x'.repeat(2 ** 21)}"}`);
  expect(json.status).toBe(413);
});

test('JSON that is nested without end is refused', async () => {
  const lab = await createLab();
  const answer = await lab.ask('PUT /v1/agent/service/register', '['.repeat(200_000));
  expect([answer.status, answer.text]).toEqual([400, 'Request decode failed: exceeded max depth']);
});

test('names that objects have by themselves are names like any other', async () => {
  const lab = await createLab();
  for (const name of ['__proto__', 'constructor', 'toString']) {
    await lab.ask('PUT /v1/agent/service/register', `{"Name":"${name}","Meta":{"${name}":"x"}}`);
    expect((await lab.ask(`GET /v1/catalog/service/${name}`)).json).toHaveLength(1);
    await lab.ask(`PUT /v1/kv/${name}`, 'x');
  }
  expect(Object.keys((await lab.ask('GET /v1/agent/services')).json)).toContain('constructor');
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
