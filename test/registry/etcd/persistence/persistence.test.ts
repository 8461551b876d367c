import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderStorage } from '../../../../runtime/registry/node/folder-storage.ts';
import type { Storage } from '../../../../runtime/registry/storage.ts';
import { MemoryStorage } from '../../../../runtime/registry/testing/memory-storage.ts';
import { VirtualEnvironment } from '../../../../runtime/registry/testing/virtual-environment.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { OurServer } from '../support/our-server.ts';

const FILE = 'etcd.log';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const start = (storage: Storage) => OurServer.start({}, new VirtualEnvironment(storage));

async function post(server: OurServer, path: string, body: object) {
  const { status, text } = await server.call('POST', `/v3/${path}`, JSON.stringify(body));
  return { status, ...JSON.parse(text) };
}

const put = (server: OurServer, key: string, value: string, more: object = {}) =>
  post(server, 'kv/put', { key: base64(key), value: base64(value), ...more });

/** All that a client can see: each revision that can be read, leases with their keys, history. */
async function seen(server: OurServer) {
  const all = { key: 'AA==', range_end: 'AA==' };
  const now = await post(server, 'kv/range', all);
  const revisions = [];
  for (let revision = 1; revision <= Number(now.header.revision); revision++) {
    const { kvs, error } = await post(server, 'kv/range', { ...all, revision });
    revisions.push(error ?? kvs);
  }
  const { leases = [] } = await post(server, 'lease/leases', {});
  const ids = leases.map(({ ID }: { ID: string }) => ID).sort();
  const ttls = [];
  for (const ID of ids) ttls.push(await post(server, 'lease/timetolive', { ID, keys: true }));
  const watch = server.open(
    '/v3/watch',
    JSON.stringify({ create_request: { ...all, start_revision: 9 } }),
  );
  await watch.wait(() => watch.received.length > 1, 0);
  watch.close();
  return { revisions, ttls, history: watch.received };
}

async function useAll(server: OurServer, afterEach = async () => {}): Promise<void> {
  const [a, b] = [base64('a'), base64('b')];
  const leased = base64('leased');
  const txn = {
    success: [
      { request_put: { key: base64('x'), value: base64('\0ÿ') } },
      { request_delete_range: { key: b } },
    ],
  };
  for (const [path, body] of [
    ['lease/grant', { ID: 7, TTL: 60 }],
    ['lease/grant', { ID: 8, TTL: 60 }],
    ['kv/put', { key: a, value: base64('one') }],
    ['kv/put', { key: b, value: leased, lease: 7 }],
    ['kv/put', { key: base64('c'), value: leased, lease: 8 }],
    ['kv/put', { key: a, value: base64('two') }],
    ['kv/deleterange', { key: a }],
    ['kv/put', { key: a, value: base64('three') }],
    ['kv/compaction', { revision: 5 }],
    ['kv/txn', txn],
    ['lease/revoke', { ID: 8 }],
    ['lease/grant', { ID: 9, TTL: 60 }],
    ['kv/put', { key: b, value: base64('again'), lease: 7 }],
  ] as const) {
    expect((await post(server, path, body)).status).toBe(200);
    await afterEach();
  }
}

test('keys, their history and leases are there again after a restart', async () => {
  const storage = new MemoryStorage();
  const first = await start(storage);
  await useAll(first);
  const before = await seen(first);
  const second = await start(new MemoryStorage(storage.files));
  expect(await seen(second)).toEqual(before);
  expect(before.history).toHaveLength(2);
});

test('a log that is cut off at any byte of its last records has all that was confirmed before', async () => {
  const storage = new MemoryStorage();
  const first = await start(storage);
  const length = () => storage.files.get(FILE)?.length ?? 0;
  const confirmed: { readonly bytes: number; readonly state: unknown }[] = [];
  await useAll(first, async () => {
    confirmed.push({ bytes: length(), state: await seen(first) });
  });
  const log = storage.files.get(FILE) as Uint8Array;
  for (let cut = confirmed.at(-5)?.bytes ?? 0; cut <= log.length; cut++) {
    const torn = new MemoryStorage(new Map([[FILE, log.slice(0, cut)]]));
    const server = await start(torn);
    const { state } = confirmed.findLast(({ bytes }) => bytes <= cut) as (typeof confirmed)[number];
    expect(await seen(server)).toEqual(state);
    // And it goes on from there.
    await put(server, 'z', 'new');
    const again = await start(new MemoryStorage(torn.files));
    expect((await post(again, 'kv/range', { key: base64('z') })).count).toBe('1');
  }
});

test('a record that is damaged ends the log: what stands behind it is not trusted', async () => {
  const storage = new MemoryStorage();
  await useAll(await start(storage));
  const log = (storage.files.get(FILE) as Uint8Array).slice();
  const at = log.length - 3;
  log[at] = (log[at] as number) ^ 1;
  const server = await start(new MemoryStorage(new Map([[FILE, log]])));
  expect((await post(server, 'kv/range', { key: base64('b') })).count).toBeUndefined();
});

test('no client hears of what is not on the disk', async () => {
  const storage = new MemoryStorage();
  const server = await start(storage);
  let write = () => {};
  storage.delay = () =>
    new Promise((resolve) => {
      write = resolve;
    });
  const watch = server.open('/v3/watch', '{"create_request":{"key":"YQ=="}}');
  await watch.wait(() => watch.received.length === 1, 0);
  let isAnswered = false;
  const answer = put(server, 'a', 'one').then(() => {
    isAnswered = true;
  });
  await watch.wait(() => false, 300);
  expect([isAnswered, watch.received.length]).toEqual([false, 1]);
  write();
  await answer;
  await watch.wait(() => watch.received.length === 2, 300);
  expect(watch.received).toHaveLength(2);
  watch.close();
});

test('a disk that refuses ends the service, and says so', async () => {
  const storage = new MemoryStorage();
  const server = await start(storage);
  storage.delay = () => Promise.reject(new Error('ENOSPC'));
  const refusal = { status: 503, error: expect.stringContaining('the log cannot be written') };
  expect(await put(server, 'a', 'one')).toMatchObject(refusal);
  expect(await post(server, 'kv/range', { key: 'YQ==' })).toMatchObject(refusal);
});

test('a long log is written anew, and says the same', async () => {
  const storage = new MemoryStorage();
  const first = await start(storage);
  await useAll(first);
  const value = 'x'.repeat(500_000);
  for (let count = 0; count < 12; count++) {
    const { header } = await put(first, 'big', value);
    await post(first, 'kv/compaction', { revision: header.revision });
  }
  expect((storage.files.get(FILE) as Uint8Array).length).toBeLessThan(5_500_000);
  const second = await start(new MemoryStorage(storage.files));
  expect(await seen(second)).toEqual(await seen(first));
});

test('under Node the log is a file in the folder that is given', async () => {
  const folder = await temporaryFolder();
  const first = await start(await FolderStorage.open(join(folder, 'data')));
  await useAll(first);
  const before = await seen(first);
  const second = await start(await FolderStorage.open(join(folder, 'data')));
  expect(await seen(second)).toEqual(before);
  expect((await readFile(join(folder, 'data', FILE))).length).toBeGreaterThan(100);
});
