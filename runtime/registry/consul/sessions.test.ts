import { expect, test } from 'vitest';
import { createLab, type Lab } from './testing/lab.ts';

async function createSession(lab: Lab, body?: unknown): Promise<string> {
  return (await lab.ask('PUT /v1/session/create', body)).json.ID;
}

async function acquire(lab: Lab, key: string, session: string): Promise<boolean> {
  return (await lab.ask(`PUT /v1/kv/${key}?acquire=${session}`, session)).json;
}

test('a session has Consul’s defaults and needs no body', async () => {
  const lab = await createLab();
  const ID = await createSession(lab);
  const { json, index } = await lab.ask(`GET /v1/session/info/${ID}`);
  expect(json).toEqual([
    {
      ID,
      Name: '',
      Node: 'registry',
      LockDelay: 15_000_000_000,
      Behavior: 'release',
      TTL: '',
      NodeChecks: ['serfHealth'],
      ServiceChecks: null,
      CreateIndex: index,
      ModifyIndex: index,
    },
  ]);
  expect((await lab.ask('GET /v1/session/info/nobody')).text).toBe('[]');
});

test('a lock-delay is seconds below 1000 and nanoseconds from there, and a minute at most', async () => {
  const lab = await createLab();
  const delay = async (LockDelay: unknown) => {
    const id = await createSession(lab, { LockDelay });
    return (await lab.ask(`GET /v1/session/info/${id}`)).json[0].LockDelay;
  };
  expect(await delay('20s')).toBe(20e9);
  expect(await delay(30)).toBe(30e9);
  expect(await delay(5e9)).toBe(5e9);
  expect(await delay('5m')).toBe(60e9);
  expect(await delay(0)).toBe(0);
});

test('a session ends at twice its TTL unless it is renewed', async () => {
  const lab = await createLab();
  const id = await createSession(lab, { TTL: '10s' });
  const lives = async () => (await lab.ask(`GET /v1/session/info/${id}`)).json.length === 1;
  await lab.time.pass(15_000);
  expect((await lab.ask(`PUT /v1/session/renew/${id}`)).json[0].ID).toBe(id);
  await lab.time.pass(19_000);
  expect(await lives()).toBe(true);
  await lab.time.pass(2_000);
  expect(await lives()).toBe(false);
  const renewed = await lab.ask(`PUT /v1/session/renew/${id}`);
  expect([renewed.status, renewed.text]).toEqual([404, `Session id '${id}' not found`]);
  expect(lab.observed).toContainEqual({
    kind: 'consul-session-ended',
    id,
    name: '',
    reason: 'not renewed within twice its TTL of 10s',
  });
});

test('a lock has one holder, and its token grows with every new one', async () => {
  const lab = await createLab();
  const [first, second] = [await createSession(lab), await createSession(lab)];
  expect(await acquire(lab, 'l', first)).toBe(true);
  expect(await acquire(lab, 'l', first)).toBe(true);
  expect(await acquire(lab, 'l', second)).toBe(false);
  expect((await lab.ask('GET /v1/kv/l')).json[0]).toMatchObject({ LockIndex: 1, Session: first });
  expect((await lab.ask(`PUT /v1/kv/l?release=${second}`, 'x')).json).toBe(false);
  expect((await lab.ask(`PUT /v1/kv/l?release=${first}`, 'x')).json).toBe(true);
  expect((await lab.ask('GET /v1/kv/l')).json[0].Session).toBeUndefined();
  expect(await acquire(lab, 'l', second)).toBe(true);
  expect((await lab.ask('GET /v1/kv/l')).json[0]).toMatchObject({ LockIndex: 2, Session: second });
});

test('a lock is advisory: a write without it succeeds and leaves the holder', async () => {
  const lab = await createLab();
  const id = await createSession(lab);
  await acquire(lab, 'l', id);
  expect((await lab.ask('PUT /v1/kv/l', 'mine now')).json).toBe(true);
  expect((await lab.ask('GET /v1/kv/l')).json[0]).toMatchObject({ LockIndex: 1, Session: id });
});

test('a lost holder’s lock is free at once, and can be taken only after its lock-delay', async () => {
  const lab = await createLab();
  const [lost, next] = [await createSession(lab, { LockDelay: '5s' }), await createSession(lab)];
  await acquire(lab, 'l', lost);
  const { index } = await lab.ask('GET /v1/kv/l');
  await lab.ask(`PUT /v1/session/destroy/${lost}`);
  const freed = await lab.ask('GET /v1/kv/l');
  expect(freed.json[0].Session).toBeUndefined();
  expect(freed.json[0].LockIndex).toBe(1);
  expect(freed.index).toBeGreaterThan(index);
  expect(await acquire(lab, 'l', next)).toBe(false);
  expect(lab.observed).toContainEqual({
    kind: 'consul-lock-refused',
    key: 'l',
    session: next,
    holder: null,
    reason: 'lock-delay',
  });
  await lab.time.pass(5_000);
  expect(await acquire(lab, 'l', next)).toBe(true);
});

test('a release brings no lock-delay', async () => {
  const lab = await createLab();
  const [first, second] = [await createSession(lab), await createSession(lab)];
  await acquire(lab, 'l', first);
  await lab.ask(`PUT /v1/kv/l?release=${first}`, '');
  expect(await acquire(lab, 'l', second)).toBe(true);
});

test('a session that says so takes its keys with it', async () => {
  const lab = await createLab();
  const id = await createSession(lab, { Behavior: 'delete', LockDelay: '1s' });
  await acquire(lab, 'here', id);
  await lab.ask(`PUT /v1/session/destroy/${id}`);
  expect((await lab.ask('GET /v1/kv/here')).status).toBe(404);
  const next = await createSession(lab);
  expect(await acquire(lab, 'here', next)).toBe(false);
  await lab.time.pass(1_000);
  expect(await acquire(lab, 'here', next)).toBe(true);
});

test('a session ends with a check that it rests on: critical or gone', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/check/register', { Name: 'beat', TTL: '10s' });
  const refused = await lab.ask('PUT /v1/session/create', { Checks: ['beat'] });
  expect([refused.status, refused.text]).toEqual([500, "Check 'beat' is in critical state"]);
  await lab.ask('PUT /v1/agent/check/pass/beat');
  const byTtl = await createSession(lab, { NodeChecks: ['serfHealth', 'beat'] });
  await acquire(lab, 'l', byTtl);
  await lab.time.pass(11_000);
  expect((await lab.ask(`GET /v1/session/info/${byTtl}`)).json).toEqual([]);
  expect((await lab.ask('GET /v1/kv/l')).json[0].Session).toBeUndefined();

  await lab.ask('PUT /v1/agent/check/pass/beat');
  const byRemoval = await createSession(lab, { Checks: ['beat'] });
  await lab.ask('PUT /v1/agent/check/deregister/beat');
  expect((await lab.ask(`GET /v1/session/info/${byRemoval}`)).json).toEqual([]);
});

test('what a session may not be is refused in Consul’s words', async () => {
  const lab = await createLab();
  const refusals: [unknown, number, string | RegExp][] = [
    [{ TTL: '5s' }, 500, "Invalid Session TTL '5000000000', must be between [10s=24h0m0s]"],
    [{ TTL: '25h' }, 500, "Invalid Session TTL '90000000000000', must be between [10s=24h0m0s]"],
    [{ TTL: 'soon' }, 500, `Session TTL 'soon' invalid: time: invalid duration "soon"`],
    [{ Behavior: 'keep' }, 500, "Invalid Behavior setting 'keep'"],
    [{ Node: 'elsewhere' }, 500, 'Missing node registration'],
    [{ Checks: ['nothing'] }, 500, "Missing check 'nothing' registration"],
    ['{', 400, 'Request decode failed: unexpected EOF'],
    [{ LockDelay: 'x' }, 400, 'Request decode failed: time: invalid duration "x"'],
  ];
  for (const [body, status, text] of refusals) {
    const answer = await lab.ask('PUT /v1/session/create', body);
    expect([answer.status, answer.text]).toEqual([status, text]);
  }
  expect((await lab.ask('PUT /v1/session/destroy/nobody')).text).toBe('true');
  expect((await lab.ask('PUT /v1/session/renew/')).text).toBe('Missing session');
});
