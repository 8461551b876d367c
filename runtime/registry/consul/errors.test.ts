import { expect, test } from 'vitest';
import { createLab } from './testing/lab.ts';

/** What Consul answers to requests that are wrong: status and text, exactly. */
const REFUSALS: [line: string, body: unknown, status: number, text: string][] = [
  // Transport
  ['GET /v1/nothing', undefined, 404, ''],
  ['GET /v1/acl/tokens', undefined, 404, ''],
  ['GET /v1/coordinate/nodes', undefined, 404, ''],
  ['GET /v1/query', undefined, 404, ''],
  ['GET /v1/agent/service/register', undefined, 405, 'method GET not allowed'],
  ['POST /v1/kv/k', 'v', 405, 'method POST not allowed'],
  ['DELETE /v1/status/leader', undefined, 405, 'method DELETE not allowed'],
  // Queries
  [
    'GET /v1/catalog/nodes?stale&consistent',
    undefined,
    400,
    'Cannot specify ?stale with ?consistent, conflicting semantics.',
  ],
  ['GET /v1/catalog/nodes?wait=long', undefined, 400, 'Invalid wait time'],
  ['GET /v1/catalog/nodes?index=-1', undefined, 400, 'Invalid index'],
  ['GET /v1/catalog/nodes?max_stale=x', undefined, 400, 'Invalid max_stale value "x"'],
  ['GET /v1/catalog/nodes?dc=mars', undefined, 500, 'No path to datacenter'],
  ['PUT /v1/kv/k?dc=mars', 'v', 500, 'No path to datacenter'],
  ['GET /v1/kv/%zz', undefined, 400, '400 Bad Request'],
  // Services
  ['PUT /v1/agent/service/register', {}, 400, 'Missing service name'],
  ['PUT /v1/agent/service/register', '', 400, 'Request decode failed: EOF'],
  [
    'PUT /v1/agent/service/register',
    '{"Name":]',
    400,
    "Request decode failed: invalid character ']' looking for beginning of value",
  ],
  [
    'PUT /v1/agent/service/register',
    [],
    400,
    'Request decode failed: json: cannot unmarshal array into Go value of type structs.ServiceDefinition',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Port: '80' },
    400,
    'Request decode failed: json: cannot unmarshal string into Go struct field .Port of type int',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Address: '0.0.0.0' },
    400,
    'Invalid service address',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Weights: { Passing: 0 } },
    400,
    'Invalid Weights: Passing must be greater than 0',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Meta: { 'a b': 'c' } },
    400,
    "Invalid Service Meta: Couldn't load metadata pair ('a b', 'c'): Key contains invalid characters",
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Check: { TTL: '1s', Status: 'fine' } },
    400,
    "Status for checks must 'passing', 'warning', 'critical'",
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Check: { TTL: '1s', Interval: '1s' } },
    400,
    'Invalid check: Interval and TTL cannot both be specified',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Check: { HTTP: 'http://a' } },
    400,
    'Invalid check: Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Check: {} },
    400,
    'Invalid check: TTL must be > 0 for TTL checks',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Check: { TTL: '1s', FailuresBeforeCritical: 1, FailuresBeforeWarning: 2 } },
    400,
    "Invalid check: FailuresBeforeWarning can't be higher than FailuresBeforeCritical",
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Check: { TCP: 'a:1', Interval: '1s' } },
    400,
    'Invalid check: TCP checks cannot be run from here. Use an HTTP or a TTL check.',
  ],
  [
    'PUT /v1/agent/service/register',
    { Name: 'x', Check: { Args: ['ls'], Interval: '1s' } },
    500,
    "Scripts are disabled on this agent; to enable, configure 'enable_script_checks' or 'enable_local_script_checks' to true",
  ],
  [
    'PUT /v1/agent/service/deregister/x',
    undefined,
    404,
    'Unknown service ID "x". Ensure that the service ID is passed, not the service name.',
  ],
  ['PUT /v1/agent/service/maintenance/', undefined, 400, 'Missing service ID'],
  ['PUT /v1/agent/service/maintenance/x', undefined, 400, 'Missing value for enable'],
  [
    'PUT /v1/agent/service/maintenance/x?enable=maybe',
    undefined,
    400,
    'Invalid value for enable: "maybe"',
  ],
  [
    'PUT /v1/agent/service/maintenance/x?enable=true',
    undefined,
    404,
    'Unknown service ID "x". Ensure that the service ID is passed, not the service name.',
  ],
  ['PUT /v1/agent/maintenance', undefined, 400, 'Missing value for enable'],
  ['GET /v1/agent/service/x', undefined, 404, 'unknown service ID: x'],
  ['GET /v1/agent/health/service/id/x?format=text', undefined, 404, 'ServiceId x not found'],
  [
    'GET /v1/agent/health/service/id/x',
    undefined,
    404,
    '{"AggregatedStatus":"critical","Checks":null,"Service":null}',
  ],
  ['GET /v1/agent/health/service/name/x', undefined, 404, '[]'],
  // Checks
  ['PUT /v1/agent/check/register', { TTL: '1s' }, 400, 'Missing check name'],
  ['PUT /v1/agent/check/register', { Name: 'c', TTL: '1s', Status: 'x' }, 400, 'Bad check status'],
  [
    'PUT /v1/agent/check/register',
    { Name: 'c', TTL: '1s', ServiceID: 'x' },
    404,
    'ServiceID "x" does not exist',
  ],
  [
    'PUT /v1/agent/check/register',
    { Name: 'c', TTL: 'soon' },
    400,
    'Request decode failed: time: invalid duration "soon"',
  ],
  [
    'PUT /v1/agent/check/pass/x',
    undefined,
    404,
    'Unknown check ID "x". Ensure that the check ID is passed, not the check name.',
  ],
  [
    'PUT /v1/agent/check/deregister/x',
    undefined,
    404,
    'Unknown check ID "x". Ensure that the check ID is passed, not the check name.',
  ],
  ['PUT /v1/agent/check/update/x', { Status: 'fine' }, 400, "Invalid check status: 'fine'"],
  // Catalog and health
  ['GET /v1/catalog/service/', undefined, 400, 'Missing service name'],
  ['GET /v1/catalog/node/', undefined, 400, 'Missing node name'],
  ['GET /v1/catalog/node/x', undefined, 200, 'null'],
  ['GET /v1/catalog/service/x', undefined, 200, '[]'],
  ['GET /v1/health/service/', undefined, 400, 'Missing service name'],
  ['GET /v1/health/service/x?passing=maybe', undefined, 400, 'Invalid value for ?passing'],
  ['GET /v1/health/node/', undefined, 400, 'Missing node name'],
  ['GET /v1/health/state/', undefined, 400, 'Missing check state'],
  ['PUT /v1/catalog/register', {}, 500, 'Must provide node'],
  [
    'PUT /v1/catalog/register',
    { Node: 'n' },
    500,
    'Must provide address if SkipNodeUpdate is not set',
  ],
  [
    'PUT /v1/catalog/register',
    { Node: 'n', Address: 'a', Datacenter: 'mars' },
    500,
    'No path to datacenter',
  ],
  [
    'PUT /v1/catalog/register',
    { Node: 'n', Address: 'a', Check: { Name: 'c', ServiceID: 'x' } },
    500,
    'Missing service registration',
  ],
  ['PUT /v1/catalog/deregister', {}, 500, 'Must provide node'],
  // Transactions
  ['PUT /v1/txn', '[{', 400, 'Failed to parse body: unexpected EOF'],
  [
    'PUT /v1/txn',
    Array.from({ length: 129 }, () => ({ KV: { Verb: 'get', Key: 'k' } })),
    413,
    'Transaction contains too many operations (129 > 128)',
  ],
  ['PUT /v1/event/fire/', undefined, 400, 'Missing name'],
];

for (const [line, body, status, text] of REFUSALS) {
  const shown = JSON.stringify(body ?? '').slice(0, 80);
  test(`${line} ${shown} is ${status} ${text.slice(0, 60)}`, async () => {
    const { ask } = await createLab();
    const answer = await ask(line, body);
    expect([answer.status, answer.text]).toEqual([status, text]);
  });
}

test('a heartbeat to a check that is none by TTL says so in the words that clients know', async () => {
  const { ask } = await createLab();
  await ask('PUT /v1/agent/check/register', { Name: 'c', HTTP: 'http://a/', Interval: '1h' });
  const answer = await ask('PUT /v1/agent/check/pass/c');
  expect([answer.status, answer.text]).toEqual([500, 'CheckID "c" does not have associated TTL']);
});

test('OPTIONS says what a path can do; what succeeds without a value has no body', async () => {
  const { ask } = await createLab();
  const options = await ask('OPTIONS /v1/kv/k');
  expect([options.status, options.headers.get('allow'), options.text]).toEqual([
    200,
    'OPTIONS,GET,PUT,DELETE',
    '',
  ]);
  const refused = await ask('POST /v1/kv/k', '');
  expect(refused.headers.get('allow')).toBe('OPTIONS,GET,PUT,DELETE');
  expect((await ask('PUT /v1/agent/service/register', { Name: 'x' })).text).toBe('');
  expect((await ask('GET /')).text).toBe('Consul Agent');
});

test('?pretty indents by four spaces and ends the line', async () => {
  const { ask } = await createLab();
  expect((await ask('GET /v1/catalog/datacenters?pretty')).text).toBe('[\n    "dc1"\n]\n');
  expect((await ask('GET /v1/catalog/datacenters')).text).toBe('["dc1"]');
});

test('queries carry Consul’s headers', async () => {
  const { ask } = await createLab();
  const { headers } = await ask('GET /v1/catalog/nodes?stale');
  expect(headers.get('x-consul-knownleader')).toBe('true');
  expect(headers.get('x-consul-lastcontact')).toBe('0');
  expect(headers.get('x-consul-effective-consistency')).toBe('stale');
  expect(Number(headers.get('x-consul-index'))).toBeGreaterThan(0);
});
