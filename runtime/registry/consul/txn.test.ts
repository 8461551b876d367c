import { expect, test } from 'vitest';
import { createLab, type Lab } from './testing/lab.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function kv(Verb: string, Key: string, rest: object = {}) {
  return { KV: { Verb, Key, ...rest } };
}

async function errorsOf(lab: Lab, operations: unknown[]): Promise<string[]> {
  const answer = await lab.ask('PUT /v1/txn', operations);
  expect([answer.status, answer.json.Results]).toEqual([409, null]);
  return answer.json.Errors.map(
    ({ OpIndex, What }: { OpIndex: number; What: string }) => `${OpIndex}: ${What}`,
  );
}

test('a transaction writes everything under one index, and shows values only where it was asked', async () => {
  const { ask } = await createLab();
  const answer = await ask('PUT /v1/txn', [
    kv('set', 'a', { Value: base64('1'), Flags: 7 }),
    kv('cas', 'b', { Value: base64('2'), Index: 0 }),
    kv('get', 'a'),
    kv('get-tree', 'b'),
    kv('get-or-empty', 'none'),
    kv('check-not-exists', 'none'),
    kv('delete', 'none'),
  ]);
  expect([answer.status, answer.json.Errors]).toEqual([200, null]);
  const rows = answer.json.Results.map((result: { KV: object }) => result.KV);
  const indexes = { CreateIndex: rows[0].CreateIndex, ModifyIndex: rows[0].CreateIndex };
  const a = { LockIndex: 0, Key: 'a', Flags: 7, ...indexes };
  const b = { LockIndex: 0, Key: 'b', Flags: 0, ...indexes };
  expect(rows).toEqual([
    a,
    b,
    { ...a, Value: base64('1') },
    { ...b, Value: base64('2') },
    { LockIndex: 0, Key: 'none', Flags: 0, Value: null, CreateIndex: 0, ModifyIndex: 0 },
  ]);
});

test('one operation that fails undoes all, and every failure is told', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/kv/here', 'x');
  const { index } = await lab.ask('GET /v1/kv/here');
  const { json } = await lab.ask('PUT /v1/session/create');
  const errors = await errorsOf(lab, [
    kv('set', 'new', { Value: base64('1') }),
    kv('delete-tree', ''),
    kv('set', 'here', { Value: base64('2') }),
    kv('cas', 'here', { Index: index - 1 }),
    kv('delete-cas', 'here', { Index: index - 1 }),
    kv('unlock', 'here', { Session: json.ID }),
    kv('get', 'none'),
    kv('check-index', 'none', { Index: 1 }),
    kv('check-session', 'none', { Session: 'a' }),
    kv('check-session', 'here', { Session: 'a' }),
    kv('check-not-exists', 'here'),
    kv('lock', 'here', { Session: 'nobody' }),
    kv('lock', 'here'),
    kv('fly', 'here'),
    {},
  ]);
  expect(errors).toEqual([
    '3: failed to set key "here", index is stale',
    '4: failed to delete key "here", index is stale',
    `5: failed to unlock key "here", lock isn't held, or is held by another session`,
    '6: key "none" doesn\'t exist',
    '7: failed to check index, key "none" doesn\'t exist',
    '8: failed to check session, key "none" doesn\'t exist',
    '9: failed session check for key "here", current session "" != "a"',
    '10: key "here" exists',
    '11: invalid session "nobody"',
    '12: missing session',
    '13: unknown KV verb "fly"',
    '14: no operation specified',
  ]);
  expect((await lab.ask('GET /v1/kv/?keys')).json).toEqual(['here']);
  expect((await lab.ask('GET /v1/kv/here')).index).toBe(index);
});

test('locks are taken, checked as a fence, and delayed', async () => {
  const lab = await createLab();
  const create = async () => (await lab.ask('PUT /v1/session/create')).json.ID;
  const [first, second] = [await create(), await create()];
  const lock = (Session: string) => [kv('lock', 'l', { Session })];
  expect((await lab.ask('PUT /v1/txn', lock(first))).json.Results[0].KV).toMatchObject({
    Session: first,
    LockIndex: 1,
  });
  expect(await errorsOf(lab, lock(second))).toEqual([
    '0: failed to lock key "l", lock is already held',
  ]);
  const fenced = [kv('check-session', 'l', { Session: first }), kv('set', 'data')];
  expect((await lab.ask('PUT /v1/txn', fenced)).status).toBe(200);
  await lab.ask(`PUT /v1/session/destroy/${first}`);
  expect(await errorsOf(lab, fenced)).toEqual([
    `0: failed session check for key "l", current session "" != "${first}"`,
  ]);
  expect(await errorsOf(lab, lock(second))).toEqual([
    '0: failed to lock key "l" due to lock delay',
  ]);
  const { index } = await lab.ask('GET /v1/kv/l');
  expect(await errorsOf(lab, [kv('check-index', 'l', { Index: 1 })])).toEqual([
    `0: failed index check for key "l", current modify index ${index} != 1`,
  ]);
});

test('nodes, services, checks and sessions are written in transactions too', async () => {
  const lab = await createLab();
  const answer = await lab.ask('PUT /v1/txn', [
    { Node: { Verb: 'set', Node: { Node: 'n', Address: '10.0.0.1' } } },
    { Service: { Verb: 'set', Node: 'n', Service: { ID: 's1', Service: 's', Port: 1 } } },
    {
      Check: {
        Verb: 'set',
        Check: { Node: 'n', CheckID: 'c', Name: 'c', Status: 'passing', ServiceID: 's1' },
      },
    },
    { Service: { Verb: 'get', Node: 'n', Service: { ID: 's1' } } },
  ]);
  expect(answer.status).toBe(200);
  expect(answer.json.Results[3].Service).toMatchObject({ ID: 's1', Service: 's', Port: 1 });
  expect((await lab.ask('GET /v1/health/service/s?passing')).json).toHaveLength(1);
  const errors = await errorsOf(lab, [
    { Service: { Verb: 'get', Node: 'n', Service: { ID: 'other' } } },
    { Node: { Verb: 'cas', Node: { Node: 'n', ModifyIndex: 1 } } },
    { Check: { Verb: 'delete-cas', Check: { Node: 'n', CheckID: 'c', ModifyIndex: 1 } } },
  ]);
  expect(errors).toEqual([
    '0: service "other" on node "n" doesn\'t exist',
    '1: failed to set node "n", index is stale',
    '2: failed to delete check "c" on node "n", index is stale',
  ]);
  const wrong = [
    { Check: { Verb: 'toss', Check: { Node: 'n', CheckID: 'c' } } },
    { Session: { Verb: 'create', Session: {} } },
    kv('get', ''),
    kv('get', 'none'),
  ];
  expect(await errorsOf(lab, wrong)).toEqual([
    '0: unknown check operation: toss',
    '1: unknown session operation: create',
    '2: Must provide key',
  ]);
  const { json } = await lab.ask('PUT /v1/session/create');
  await lab.ask('PUT /v1/txn', [{ Session: { Verb: 'delete', Session: { ID: json.ID } } }]);
  expect((await lab.ask('GET /v1/session/list')).json).toEqual([]);
});

test('a transaction that only reads says so in its headers; a value that is too long is refused', async () => {
  const { ask } = await createLab();
  const read = await ask('PUT /v1/txn', [kv('get-or-empty', 'k')]);
  expect(read.headers.get('x-consul-knownleader')).toBe('true');
  const long = { Value: base64('x'.repeat(512 * 1024 + 1)) };
  const refused = await ask('PUT /v1/txn', [kv('set', 'k', long)]);
  expect(refused.status).toBe(413);
  const wide = await ask('PUT /v1/txn', '[{"KV":{"Verb":"set","Flags":18446744073709551616}}]');
  expect([wide.status, wide.text]).toEqual([
    400,
    'Failed to parse body: json: cannot unmarshal number 18446744073709551616 into Go struct field .KV.Flags of type uint64',
  ]);
  const odd = await ask('PUT /v1/txn', [kv('set', 'k', { Value: 'a%b=' })]);
  expect([odd.status, odd.text]).toEqual([
    400,
    'Failed to parse body: illegal base64 data at input byte 1',
  ]);
});
