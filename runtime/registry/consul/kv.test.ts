import { expect, test } from 'vitest';
import { createLab, stateOf } from './testing/lab.ts';

const BASE64 = (text: string) => Buffer.from(text).toString('base64');

test('a key is written, read as JSON and raw, and deleted', async () => {
  const { ask } = await createLab();
  expect((await ask('PUT /v1/kv/a/b?flags=42', 'hello')).text).toBe('true');
  const read = await ask('GET /v1/kv/a/b');
  expect(read.json).toEqual([
    {
      LockIndex: 0,
      Key: 'a/b',
      Flags: 42,
      Value: BASE64('hello'),
      CreateIndex: read.index,
      ModifyIndex: read.index,
    },
  ]);
  const raw = await ask('GET /v1/kv/a/b?raw');
  expect(raw.text).toBe('hello');
  expect(raw.headers.get('content-type')).toBe('text/plain');
  expect(raw.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await ask('DELETE /v1/kv/a/b')).text).toBe('true');
  const gone = await ask('GET /v1/kv/a/b');
  expect([gone.status, gone.text]).toEqual([404, '']);
  expect(gone.index).toBeGreaterThan(read.index);
});

test('an empty value is null, and flags may be any unsigned 64-bit number', async () => {
  const { ask } = await createLab();
  await ask('PUT /v1/kv/k?flags=18446744073709551615', '');
  expect((await ask('GET /v1/kv/k')).text).toContain('"Flags":18446744073709551615,"Value":null');
  const refused = await ask('PUT /v1/kv/k?flags=-1', '');
  expect([refused.status, refused.text]).toEqual([
    500,
    'strconv.ParseUint: parsing "-1": invalid syntax',
  ]);
});

test('keys are listed in order, by prefix, and folded at a separator', async () => {
  const { ask } = await createLab();
  for (const key of ['b', 'a/c/2', 'a/b', 'a/c/1']) await ask(`PUT /v1/kv/${key}`, key);
  expect((await ask('GET /v1/kv/a/?keys')).json).toEqual(['a/b', 'a/c/1', 'a/c/2']);
  expect((await ask('GET /v1/kv/a/?keys&separator=/')).json).toEqual(['a/b', 'a/c/']);
  expect((await ask('GET /v1/kv/?keys&seperator=/')).json).toEqual(['a/', 'b']);
  const values = (await ask('GET /v1/kv/a?recurse')).json;
  expect(values.map((row: { Key: string }) => row.Key)).toEqual(['a/b', 'a/c/1', 'a/c/2']);
  expect((await ask('GET /v1/kv/none?keys')).status).toBe(404);
  expect((await ask('GET /v1/kv/none?recurse')).status).toBe(404);
  await ask('DELETE /v1/kv/?recurse');
  expect((await ask('GET /v1/kv/?keys')).text).toBe('[]');
});

test('cas writes and deletes only what the caller knows', async () => {
  const { ask } = await createLab();
  expect((await ask('PUT /v1/kv/k?cas=0', '1')).text).toBe('true');
  expect((await ask('PUT /v1/kv/k?cas=0', '2')).text).toBe('false');
  const { index } = await ask('GET /v1/kv/k');
  expect((await ask(`PUT /v1/kv/k?cas=${index - 1}`, '2')).text).toBe('false');
  expect((await ask(`PUT /v1/kv/k?cas=${index}`, '2')).text).toBe('true');
  expect((await ask('DELETE /v1/kv/k?cas=0')).text).toBe('false');
  expect((await ask(`DELETE /v1/kv/k?cas=${index}`)).text).toBe('false');
  const { index: now } = await ask('GET /v1/kv/k');
  expect((await ask(`DELETE /v1/kv/k?cas=${now}`)).text).toBe('true');
  expect((await ask('DELETE /v1/kv/k?cas=7')).text).toBe('true');
});

test('writing what is there already changes no index', async () => {
  const { ask } = await createLab();
  await ask('PUT /v1/kv/k', 'same');
  const { index } = await ask('GET /v1/kv/k');
  await ask('PUT /v1/kv/k', 'same');
  expect((await ask('GET /v1/kv/k')).index).toBe(index);
});

test('flags that exclude each other, a missing key and a value that is too long are refused', async () => {
  const { ask } = await createLab();
  const refusals = [
    ['PUT /v1/kv/k?cas=0&acquire=x', 400, 'Conflicting flags: cas=0&acquire=x\n'],
    ['DELETE /v1/kv/k?recurse&cas=1', 400, 'Conflicting flags: recurse&cas=1\n'],
    ['GET /v1/kv/', 400, 'Missing key name'],
    ['PUT /v1/kv/', 400, 'Missing key name'],
    ['DELETE /v1/kv/', 400, 'Missing key name'],
    ['PUT /v1/kv/k?acquire=', 500, 'missing session'],
    ['PUT /v1/kv/k?acquire=nobody', 500, 'invalid session "nobody"'],
  ] as const;
  for (const [line, status, text] of refusals) {
    const answer = await ask(line, line.startsWith('PUT') ? 'v' : undefined);
    expect([line, answer.status, answer.text]).toEqual([line, status, text]);
  }
  const big = await ask('PUT /v1/kv/k', 'x'.repeat(512 * 1024 + 1));
  expect(big.status).toBe(413);
  expect(big.text).toMatch(
    /^Request body\(524289 bytes\) too large, max size: 524288 bytes\. See /,
  );
  expect((await ask('PUT /v1/kv/k', 'x'.repeat(512 * 1024))).text).toBe('true');
});

test('a write takes eight milliseconds, and those that come meanwhile go with the next', async () => {
  const { send, time } = await createLab();
  const first = send('PUT /v1/kv/k', '1');
  await time.pass(7);
  const second = send('PUT /v1/kv/k', '2');
  expect(await stateOf(first)).toBe('pending');
  await time.pass(1);
  expect(await stateOf(first)).not.toBe('pending');
  await time.pass(7);
  expect(await stateOf(second)).not.toBe('pending');
});

test('/v1/kv is /v1/kv/', async () => {
  const { ask } = await createLab();
  const answer = await ask('GET /v1/kv?keys');
  expect([answer.status, answer.headers.get('location')]).toEqual([301, '/v1/kv/?keys']);
});
