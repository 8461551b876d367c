import { expect, test } from 'vitest';
import { createLab, type Lab } from '../testing/lab.ts';

/** A service whose health endpoint answers what the test says. */
function createPatient() {
  const asked: { readonly atMs: number; readonly url: string; readonly init: RequestInit }[] = [];
  let answer: () => Promise<Response> = async () => new Response('fine', { status: 200 });
  return {
    asked,
    will: (next: () => Promise<Response>) => {
      answer = next;
    },
    clientOf: (now: () => number) => (url: string, init: RequestInit) => {
      asked.push({ atMs: now(), url, init });
      return answer();
    },
  };
}

async function createClinic(options: Parameters<typeof createLab>[0] = {}) {
  const patient = createPatient();
  const clock = { now: () => 0 };
  const lab = await createLab({ ...options, client: patient.clientOf(() => clock.now()) });
  clock.now = lab.time.nowMs;
  return { patient, lab };
}

async function check(lab: Lab, id: string) {
  const { json } = await lab.ask('GET /v1/agent/checks');
  return json[id];
}

test('a TTL check starts critical, lives by heartbeats, and expires in silence', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/service/register', { Name: 'web', Check: { TTL: '10s' } });
  expect(await check(lab, 'service:web')).toMatchObject({
    Status: 'critical',
    Output: '',
    Name: "Service 'web' check",
    Type: 'ttl',
    ServiceTags: [],
  });
  await lab.ask('PUT /v1/agent/check/pass/service:web?note=well');
  await lab.time.pass(9_000);
  expect(await check(lab, 'service:web')).toMatchObject({ Status: 'passing', Output: 'well' });
  await lab.time.pass(1_000);
  expect(await check(lab, 'service:web')).toMatchObject({
    Status: 'critical',
    Output: 'TTL expired (last output before timeout follows): well',
  });
  await lab.ask('PUT /v1/agent/check/update/service:web', { Status: 'warning', Output: 'late' });
  expect(await check(lab, 'service:web')).toMatchObject({ Status: 'warning', Output: 'late' });
});

test('what a heartbeat changes is in the catalog when it is answered', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/service/register', { Name: 'web', Check: { TTL: '10s' } });
  expect((await lab.ask('GET /v1/health/service/web?passing')).json).toEqual([]);
  await lab.ask('PUT /v1/agent/check/pass/service:web');
  expect((await lab.ask('GET /v1/health/service/web?passing')).json).toHaveLength(1);
});

test('an output that is new under the same status reaches the catalog only minutes later', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/check/register', { Name: 'beat', TTL: '30m', Status: 'passing' });
  const { index } = await lab.ask('GET /v1/health/state/any');
  await lab.ask('PUT /v1/agent/check/pass/beat?note=news');
  expect(await check(lab, 'beat')).toMatchObject({ Output: 'news' });
  expect((await lab.ask('GET /v1/health/state/any')).index).toBe(index);
  await lab.time.pass(8 * 60_000);
  const { json } = await lab.ask('GET /v1/health/state/any');
  expect(json.map((row: { Output: string }) => row.Output)).toContain('news');
});

test('an HTTP check asks first within its interval and then every interval', async () => {
  const { patient, lab } = await createClinic();
  const startMs = lab.time.nowMs();
  await lab.ask('PUT /v1/agent/service/register', {
    Name: 'web',
    Check: {
      HTTP: 'http://10.0.0.1:80/health',
      Interval: '10s',
      Method: 'POST',
      Header: { 'X-Probe': ['1', '2'] },
      Body: 'well?',
    },
  });
  await lab.time.pass(40_000);
  const times = patient.asked.map(({ atMs }) => atMs - startMs);
  expect(times).toHaveLength(4);
  expect(times[0]).toBeLessThan(10_100);
  expect(times.slice(1).map((at, place) => at - (times[place] ?? 0))).toEqual([
    10_000, 10_000, 10_000,
  ]);
  const { init } = patient.asked[0] as { init: RequestInit };
  expect(init).toMatchObject({ method: 'POST', body: 'well?', redirect: 'follow' });
  expect(Object.fromEntries(init.headers as Headers)).toMatchObject({
    'user-agent': 'Consul Health Check',
    accept: 'text/plain, text/*, */*',
    'x-probe': '1, 2',
  });
  expect(await check(lab, 'service:web')).toMatchObject({
    Status: 'passing',
    Type: 'http',
    Interval: '10s',
    Timeout: '10s',
    Output: 'HTTP POST http://10.0.0.1:80/health: 200 OK Output: fine',
  });
});

test('429 is a warning, other statuses and no answer are critical, each with its reason', async () => {
  const { patient, lab } = await createClinic();
  const url = 'http://10.0.0.1:80/';
  const refused = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  });
  await lab.ask('PUT /v1/agent/check/register', { Name: 'c', HTTP: url, Interval: '1s' });
  const answers: [() => Promise<Response>, string, string][] = [
    [async () => new Response('slow', { status: 429 }), 'warning', '429 Too Many Requests'],
    [async () => new Response('ill', { status: 503 }), 'critical', '503 Service Unavailable'],
    [async () => new Response(null, { status: 204 }), 'passing', '204 No Content'],
    [
      () => Promise.reject(refused),
      'critical',
      'dial tcp 10.0.0.1:80: connect: connection refused',
    ],
    [() => Promise.reject(new Error('odd')), 'critical', `Get "${url}": odd`],
  ];
  for (const [answer, status, output] of answers) {
    patient.will(answer);
    await lab.time.pass(2_000);
    const now = await check(lab, 'c');
    expect([now.Status, now.Output]).toEqual([status, expect.stringContaining(output)]);
  }
});

test('a service that does not answer in time is critical, and the request is given up', async () => {
  const { patient, lab } = await createClinic();
  const url = 'http://10.0.0.1:80/';
  patient.will(() => new Promise(() => {}));
  const definition = { Name: 'c', HTTP: url, Interval: '1s', Timeout: '3s' };
  await lab.ask('PUT /v1/agent/check/register', definition);
  const hanging = () => patient.asked[0]?.init.signal;
  await lab.time.pass(1_100);
  expect(hanging()?.aborted).toBe(false);
  patient.will(() => Promise.reject(new Error('no')));
  await lab.time.pass(3_000);
  expect(hanging()?.aborted).toBe(true);
});

test('the body of an answer is kept up to 4 KB', async () => {
  const { patient, lab } = await createClinic();
  patient.will(async () => new Response('x'.repeat(100_000)));
  await lab.ask('PUT /v1/agent/check/register', { Name: 'c', HTTP: 'http://a/', Interval: '1s' });
  await lab.time.pass(1_500);
  const { Output } = await check(lab, 'c');
  expect(Output.length - 'HTTP GET http://a/: 200 OK Output: '.length).toBe(4096);
});

test('a status changes only after enough results in a row', async () => {
  const { patient, lab } = await createClinic();
  await lab.ask('PUT /v1/agent/service/register', {
    name: 'web',
    check: {
      http: 'http://a/',
      interval: '1s',
      success_before_passing: 2,
      failures_before_warning: 1,
      failures_before_critical: 3,
      status: 'passing',
    },
  });
  const seen: string[] = [];
  const ill = async () => new Response('', { status: 500 });
  const well = async () => new Response('');
  await lab.time.pass(1_000);
  for (const answer of [well, ill, ill, ill, well, well, ill, well]) {
    patient.will(answer);
    await lab.time.pass(950);
    seen.push((await check(lab, 'service:web')).Status);
  }
  expect(seen).toEqual([
    'passing',
    'warning',
    'warning',
    'critical',
    'critical',
    'passing',
    'warning',
    'warning',
  ]);
});

test('a warning counts as a success, and the first result of all counts at once', async () => {
  const { patient, lab } = await createClinic();
  patient.will(async () => new Response('', { status: 500 }));
  await lab.ask('PUT /v1/agent/check/register', {
    Name: 'c',
    HTTP: 'http://a/',
    Interval: '1s',
    Status: 'passing',
    FailuresBeforeCritical: 5,
    SuccessBeforePassing: 2,
  });
  await lab.time.pass(1_000);
  expect(await check(lab, 'c')).toMatchObject({ Status: 'critical' });
  patient.will(async () => new Response('', { status: 429 }));
  await lab.time.pass(2_000);
  expect(await check(lab, 'c')).toMatchObject({ Status: 'warning' });
});

test('a service that is critical for too long is removed: not before a minute, looked at every 30 s', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/service/register', {
    Name: 'web',
    Check: { TTL: '5s', DeregisterCriticalServiceAfter: '1s', Status: 'passing' },
  });
  const isThere = async () => (await lab.ask('GET /v1/catalog/service/web')).json.length === 1;
  await lab.time.pass(60_000);
  expect(await isThere()).toBe(true);
  await lab.time.pass(35_000);
  expect(await isThere()).toBe(false);
  expect((await lab.ask('GET /v1/agent/services')).json).toEqual({});
  expect((await lab.ask('GET /v1/agent/checks')).json).toEqual({});
  expect(lab.observed).toContainEqual({
    kind: 'consul-service-deregistered',
    node: 'registry',
    id: 'web',
    service: 'web',
    reason: 'check service:web was critical for longer than allowed',
  });
});

test('lessons scale that time', async () => {
  const lab = await createLab({ deregisterTimeScale: 0.05 });
  await lab.ask('PUT /v1/agent/service/register', {
    Name: 'web',
    Check: { TTL: '1s', DeregisterCriticalServiceAfter: '1m', Status: 'passing' },
  });
  await lab.time.pass(3_000);
  expect((await lab.ask('GET /v1/catalog/service/web')).json).toHaveLength(1);
  await lab.time.pass(3_000);
  expect((await lab.ask('GET /v1/catalog/service/web')).json).toEqual([]);
});

test('an alias check is as the service that it stands for', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/service/register', { Name: 'db', Check: { TTL: '1h' } });
  await lab.ask('PUT /v1/agent/check/register', { Name: 'also', AliasService: 'db' });
  expect(await check(lab, 'also')).toMatchObject({ Status: 'critical', Type: 'alias' });
  await lab.ask('PUT /v1/agent/check/pass/service:db');
  expect(await check(lab, 'also')).toMatchObject({ Output: 'All checks passing.' });
});

test('registering a service again keeps the state of its checks, or drops those that are gone', async () => {
  const lab = await createLab();
  const first = {
    Name: 'web',
    Checks: [
      { CheckID: 'a', TTL: '1h' },
      { CheckID: 'b', TTL: '1h' },
    ],
  };
  await lab.ask('PUT /v1/agent/service/register', first);
  await lab.ask('PUT /v1/agent/check/pass/a?note=kept');
  const second = { Name: 'web', Port: 81, Check: { CheckID: 'a', TTL: '1h' } };
  await lab.ask('PUT /v1/agent/service/register', second);
  expect(await check(lab, 'a')).toMatchObject({ Status: 'passing', Output: 'kept' });
  expect(await check(lab, 'b')).toMatchObject({ Status: 'critical' });
  await lab.ask('PUT /v1/agent/service/register?replace-existing-checks', second);
  expect(await check(lab, 'b')).toBeUndefined();
  const { json } = await lab.ask('GET /v1/health/checks/web');
  expect(json.map((row: { CheckID: string }) => row.CheckID)).toEqual(['a']);
});

test('whatever somebody else writes about the agent’s services is put right within a minute', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/service/register', { Name: 'web' });
  await lab.ask('PUT /v1/catalog/deregister', { Node: 'registry', ServiceID: 'web' });
  const alien = { Node: 'registry', Address: '127.0.0.1', Service: { Service: 'alien' } };
  await lab.ask('PUT /v1/catalog/register', alien);
  const names = async () => Object.keys((await lab.ask('GET /v1/catalog/services')).json);
  expect(await names()).toEqual(['alien', 'consul']);
  await lab.time.pass(60_000);
  expect(await names()).toEqual(['consul', 'web']);
});

test('a service that lets others set its tags takes those of the catalog; others put theirs back', async () => {
  const lab = await createLab();
  for (const [Name, EnableTagOverride] of [
    ['open', true],
    ['shut', false],
  ] as const) {
    await lab.ask('PUT /v1/agent/service/register', { Name, Tags: ['own'], EnableTagOverride });
    const Service = { Service: Name, Tags: ['other'], EnableTagOverride };
    await lab.ask('PUT /v1/catalog/register', { Node: 'registry', Address: '127.0.0.1', Service });
  }
  await lab.time.pass(60_000);
  const tags = (await lab.ask('GET /v1/catalog/services')).json;
  expect([tags.open, tags.shut]).toEqual([['other'], ['own']]);
});
