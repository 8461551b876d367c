import { expect, test } from 'vitest';
import { createLab, type Lab, readAnswer, stateOf } from '../testing/lab.ts';

/** Machines that do much else at the same time need longer. */
/** Starts a query and says whether it has been answered. */
function start(lab: Lab, line: string) {
  let answers = 0;
  const answer = lab.send(line).then((response) => {
    answers += 1;
    return readAnswer(response);
  });
  return { answer, answers: () => answers };
}

test('a query waits while its index is not passed, and is answered by the change that passes it', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/kv/k', '1');
  const { index } = await lab.ask('GET /v1/kv/k');
  const query = start(lab, `GET /v1/kv/k?index=${index}&wait=60s`);
  await lab.ask('PUT /v1/kv/other', 'x');
  await lab.time.pass(10_000);
  expect(await stateOf(query.answer)).toBe('pending');
  await lab.ask('PUT /v1/kv/k', '1');
  expect(await stateOf(query.answer)).toBe('pending');
  await lab.ask('PUT /v1/kv/k', '2');
  const answer = await query.answer;
  expect([answer.status, answer.index > index, query.answers()]).toEqual([200, true, 1]);
  expect(lab.consul.waitingQueries()).toBe(0);
});

test('when the wait is over, the answer is what there is, within a sixteenth more', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/kv/k', '1');
  const { index } = await lab.ask('GET /v1/kv/k');
  const query = start(lab, `GET /v1/kv/k?index=${index}&wait=16s`);
  await lab.time.pass(15_999);
  expect(await stateOf(query.answer)).toBe('pending');
  await lab.time.pass(1_001);
  const answer = await query.answer;
  expect([answer.status, answer.index, answer.json[0].Key]).toEqual([200, index, 'k']);
});

test('a wait is five minutes unless said, and ten at most', async () => {
  const lab = await createLab();
  const usual = start(lab, 'GET /v1/kv/k?index=1000');
  const long = start(lab, 'GET /v1/kv/k?index=1000&wait=5h');
  await lab.time.pass(299_999);
  expect(await stateOf(usual.answer)).toBe('pending');
  await lab.time.pass(20_000);
  expect(await stateOf(usual.answer)).not.toBe('pending');
  await lab.time.pass(279_999);
  expect(await stateOf(long.answer)).toBe('pending');
  await lab.time.pass(40_000);
  expect(await stateOf(long.answer)).not.toBe('pending');
});

test('index 0 and none do not wait; an index from before a restart waits and then says the lower one', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/kv/k', '1');
  expect((await lab.ask('GET /v1/kv/k?index=0&wait=60s')).status).toBe(200);
  const query = start(lab, 'GET /v1/kv/k?index=99999&wait=1s');
  await lab.time.pass(1_100);
  expect((await query.answer).index).toBeLessThan(99_999);
});

test('index 1 waits for a thing that is not there yet, and no other write wakes it', async () => {
  const lab = await createLab();
  expect((await lab.ask('GET /v1/kv/new')).index).toBe(1);
  const query = start(lab, 'GET /v1/kv/new?index=1&wait=60s');
  await lab.ask('PUT /v1/kv/old', 'x');
  expect(await stateOf(query.answer)).toBe('pending');
  await lab.ask('PUT /v1/kv/new', 'x');
  expect((await query.answer).json[0].Key).toBe('new');
});

test('a prefix is woken by writes and deletes under it, and its index does not go backwards', async () => {
  const lab = await createLab();
  for (const key of ['a/1', 'a/2', 'b/1']) await lab.ask(`PUT /v1/kv/${key}`, 'x');
  const before = await lab.ask('GET /v1/kv/a/?recurse');
  const query = start(lab, `GET /v1/kv/a/?recurse&index=${before.index}`);
  await lab.ask('PUT /v1/kv/b/2', 'x');
  expect(await stateOf(query.answer)).toBe('pending');
  await lab.ask('DELETE /v1/kv/a/2');
  const after = await query.answer;
  expect(after.json.map((row: { Key: string }) => row.Key)).toEqual(['a/1']);
  expect(after.index).toBeGreaterThan(before.index);
});

test('a service is woken by its instances and checks and by its nodes’ checks, not by other services', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/service/register', { Name: 'web', Check: { TTL: '1h' } });
  await lab.ask('PUT /v1/agent/service/register', { Name: 'db', Check: { TTL: '1h' } });
  let { index } = await lab.ask('GET /v1/health/service/web');
  const changes = [
    'PUT /v1/agent/check/pass/service:web',
    'PUT /v1/agent/maintenance?enable=true',
    'PUT /v1/agent/service/deregister/web',
  ];
  for (const change of changes) {
    const query = start(lab, `GET /v1/health/service/web?index=${index}`);
    await lab.ask(`PUT /v1/agent/check/${change.length % 2 ? 'warn' : 'fail'}/service:db`);
    await lab.ask('PUT /v1/kv/noise', change);
    expect(await stateOf(query.answer)).toBe('pending');
    await lab.ask(change);
    const answer = await query.answer;
    expect(answer.index).toBeGreaterThan(index);
    index = answer.index;
  }
});

test('thousands of queries wait, and one change answers each once', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/kv/k', '1');
  const { index } = await lab.ask('GET /v1/kv/k');
  const queries = Array.from({ length: 2_000 }, () => start(lab, `GET /v1/kv/k?index=${index}`));
  await lab.time.pass(100);
  expect(lab.consul.waitingQueries()).toBe(2_000);
  const { pending } = lab.time;
  await lab.ask('PUT /v1/kv/k', '2');
  await Promise.all(queries.map(({ answer }) => answer));
  expect(queries.every(({ answers }) => answers() === 1)).toBe(true);
  expect(lab.consul.waitingQueries()).toBe(0);
  expect(pending - lab.time.pending).toBe(2_000);
});

test('more queries than may wait are refused, and those that wait go on', async () => {
  const lab = await createLab({ maxBlockingQueries: 2 });
  const waiting = [1, 2].map(() => start(lab, 'GET /v1/kv/k?index=9'));
  await lab.time.pass(10);
  const refused = await lab.ask('GET /v1/kv/k?index=9');
  expect(refused.status).toBe(429);
  expect(refused.text).toMatch(/^Your IP is issuing too many concurrent connections/);
  await lab.time.pass(400_000);
  for (const { answer } of waiting) expect((await answer).status).toBe(404);
});

test('an agent has no index: its service is waited for by its content’s hash', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/agent/service/register', { Name: 'web', Port: 1 });
  const first = await lab.ask('GET /v1/agent/service/web');
  const hash = first.headers.get('x-consul-contenthash');
  expect(first.json.ContentHash).toBe(hash);
  expect(first.headers.get('x-consul-index')).toBeNull();
  const query = start(lab, `GET /v1/agent/service/web?hash=${hash}&wait=60s`);
  await lab.ask('PUT /v1/agent/service/register', { Name: 'web', Port: 1 });
  expect(await stateOf(query.answer)).toBe('pending');
  await lab.ask('PUT /v1/agent/service/register', { Name: 'web', Port: 2 });
  expect((await query.answer).json.Port).toBe(2);
});

test('closing answers whoever waits', async () => {
  const lab = await createLab();
  const query = start(lab, 'GET /v1/kv/k?index=9');
  await lab.time.pass(10);
  lab.consul.close();
  expect((await query.answer).status).toBe(404);
  expect(lab.time.pending).toBe(0);
});
