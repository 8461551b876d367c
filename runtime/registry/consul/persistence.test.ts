import { expect, test } from 'vitest';
import { fc } from '../../../test/support/properties.ts';
import { createLab, type Lab } from './testing/lab.ts';
import { MemoryDisk } from './testing/memory-disk.ts';

const LOG = 'consul.log';

/** Everything that a client can see of what lasts. */
async function view(lab: Lab): Promise<string[]> {
  const lines = [
    'kv/?recurse',
    'session/list',
    'catalog/services',
    'catalog/nodes',
    'health/service/web',
    'health/state/any',
    'agent/services',
  ];
  const answers = await Promise.all(lines.map((line) => lab.ask(`GET /v1/${line}`)));
  return answers.map(({ text, index }) => `${index} ${text}`);
}

test('keys, sessions, the catalog and the agent’s registrations are there after a restart', async () => {
  const disk = new MemoryDisk();
  const first = await createLab({}, disk);
  const { json } = await first.ask('PUT /v1/session/create', { TTL: '10s' });
  await first.ask(`PUT /v1/kv/lock?acquire=${json.ID}&flags=18446744073709551615`, 'held');
  await first.ask('PUT /v1/kv/gone', 'x');
  await first.ask('DELETE /v1/kv/gone');
  const web = { Name: 'web', Port: 1, Check: { TTL: '10s', Status: 'passing' } };
  await first.ask('PUT /v1/agent/service/register', web);
  const before = await view(first);
  first.consul.close();

  const second = await createLab({}, disk, 2);
  expect(await view(second)).toEqual(before);
  await second.time.pass(11_000);
  const check = (await second.ask('GET /v1/agent/checks')).json['service:web'];
  expect(check).toMatchObject({ Status: 'critical', Output: 'TTL expired' });
  await second.time.pass(10_000);
  expect((await second.ask('GET /v1/session/list')).json).toEqual([]);
  const { index } = await second.ask('GET /v1/kv/lock');
  expect(index).toBeGreaterThan(Number(before[0]?.split(' ')[0]));
  await second.ask('PUT /v1/agent/service/deregister/web');
  second.consul.close();

  const third = await createLab({}, disk, 3);
  expect((await third.ask('GET /v1/agent/services')).json).toEqual({});
});

test('an HTTP check that was kept is critical until it was looked at', async () => {
  const disk = new MemoryDisk();
  const first = await createLab({ client: async () => new Response('fine') }, disk);
  const web = { Name: 'web', Check: { HTTP: 'http://a/', Interval: '10s' } };
  await first.ask('PUT /v1/agent/service/register', web);
  await first.time.pass(11_000);
  const healthy = async (lab: Lab) => (await lab.ask('GET /v1/health/service/web?passing')).json;
  expect(await healthy(first)).toHaveLength(1);
  first.consul.close();
  const second = await createLab({ client: async () => new Response('fine') }, disk);
  await second.time.pass(20);
  expect(await healthy(second)).toEqual([]);
  await second.time.pass(11_000);
  expect(await healthy(second)).toHaveLength(1);
});

test('what was deleted is forgotten after a while, and lock-delays with it', async () => {
  const disk = new MemoryDisk();
  const lab = await createLab({}, disk);
  const { json } = await lab.ask('PUT /v1/session/create', { Behavior: 'delete' });
  for (let count = 0; count < 200; count += 1) {
    await lab.ask(`PUT /v1/kv/some/key/${count}?acquire=${json.ID}`, 'x');
  }
  await lab.ask(`PUT /v1/session/destroy/${json.ID}`);
  const { index } = await lab.ask('GET /v1/kv/some/?recurse');
  await lab.time.pass(21 * 60_000);
  expect((await lab.ask('GET /v1/kv/some/?recurse')).index).toBe(index);
  lab.consul.close();
  await createLab({}, disk);
  expect(disk.files.get(LOG)?.length).toBeLessThan(5_000);
});

test('without a storage it starts empty', async () => {
  const lab = await createLab();
  await lab.ask('PUT /v1/kv/k', 'x');
  expect((await (await createLab()).ask('GET /v1/kv/k')).status).toBe(404);
});

test('after a loss of power at any byte, all that was answered is there, and nothing is half done', async () => {
  const disk = new MemoryDisk();
  const lab = await createLab({}, disk);
  const sizes: number[] = [];
  for (let count = 0; count < 8; count += 1) {
    const operations = ['a', 'b'].map((Key) => ({
      KV: { Verb: 'set', Key, Value: Buffer.from(String(count)).toString('base64') },
    }));
    await lab.ask('PUT /v1/txn', operations);
    sizes.push(disk.files.get(LOG)?.length ?? 0);
  }
  const whole = disk.files.get(LOG) as Uint8Array;
  const cuts = fc.integer({ min: sizes[0] ?? 0, max: whole.length });
  await fc.assert(
    fc.asyncProperty(cuts, async (cut) => {
      const rest = new MemoryDisk();
      rest.files.set(LOG, whole.slice(0, cut));
      const again = await createLab({}, rest);
      const answered = sizes.filter((size) => size <= cut).length - 1;
      const values = ['a', 'b'].map(async (key) => (await again.ask(`GET /v1/kv/${key}?raw`)).text);
      const [a, b] = await Promise.all(values);
      expect(a).toBe(b);
      expect(Number(a)).toBeGreaterThanOrEqual(answered);
      expect((await again.ask('PUT /v1/kv/next', 'x')).json).toBe(true);
      again.consul.close();
    }),
    { numRuns: 60 },
  );
});

test('a write that the disk refuses is refused and not seen, and the next one stands after a restart', async () => {
  const disk = new MemoryDisk();
  const lab = await createLab({}, disk);
  await lab.ask('PUT /v1/kv/a', '1');
  disk.failsAfterBytes = 10;
  const refused = await lab.ask('PUT /v1/kv/b', '1');
  expect([refused.status, refused.text]).toEqual([500, 'ENOSPC: no space left on device']);
  expect((await lab.ask('GET /v1/kv/b')).status).toBe(404);
  disk.failsAfterBytes = null;
  expect((await lab.ask('PUT /v1/kv/c', '1')).json).toBe(true);
  const again = await createLab({}, disk);
  expect((await again.ask('GET /v1/kv/?keys')).json).toEqual(['a', 'c']);
});

test('the log does not grow for ever: the store takes the place of its commands', async () => {
  const disk = new MemoryDisk();
  const lab = await createLab({}, disk);
  const value = 'x'.repeat(500_000);
  for (let count = 0; count < 20; count += 1) await lab.ask('PUT /v1/kv/k', `${value}${count}`);
  expect(disk.files.get(LOG)?.length).toBeLessThan(6_000_000);
  const again = await createLab({}, disk);
  expect((await again.ask('GET /v1/kv/k?raw')).text).toBe(`${value}19`);
});

test('a record that is damaged is dropped, with what stands behind it, and the log goes on', async () => {
  const disk = new MemoryDisk();
  const lab = await createLab({}, disk);
  await lab.ask('PUT /v1/kv/a', 'x');
  const whole = disk.files.get(LOG)?.length ?? 0;
  await lab.ask('PUT /v1/kv/b', 'x');
  await lab.ask('PUT /v1/kv/c', 'x');
  const bytes = disk.files.get(LOG)?.slice() ?? new Uint8Array(0);
  bytes[whole + 20] = (bytes[whole + 20] ?? 0) ^ 1;
  disk.files.set(LOG, bytes);
  const second = await createLab({}, disk);
  expect((await second.ask('GET /v1/kv/?keys')).json).toEqual(['a']);
  await second.ask('PUT /v1/kv/d', 'x');
  const third = await createLab({}, disk);
  expect((await third.ask('GET /v1/kv/?keys')).json).toEqual(['a', 'd']);
});

test('writes that come together go to the disk together', async () => {
  const disk = new MemoryDisk();
  const lab = await createLab({}, disk);
  const before = disk.appends;
  const answers = Array.from({ length: 100 }, (_, count) => lab.send(`PUT /v1/kv/k${count}`, 'x'));
  await lab.time.pass(100);
  for (const answer of answers) expect(await (await answer).json()).toBe(true);
  expect(disk.appends - before).toBeLessThan(4);
});
