import { expect, test } from 'vitest';
import type { EtcdObservation } from '../../../../runtime/registry/index.ts';
import { OurServer } from '../support/our-server.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function observed() {
  const observations: EtcdObservation[] = [];
  const server = await OurServer.start({ observe: (its) => observations.push(its) });
  const post = (path: string, body: object) =>
    server.call('POST', `/v3/${path}`, JSON.stringify(body));
  return { server, post, take: () => observations.splice(0) };
}

test('it tells of keys with their revisions, and of leases with the time that they have left', async () => {
  const { server, post, take } = await observed();
  await post('lease/grant', { ID: 5, TTL: 10 });
  await post('kv/put', { key: base64('é'), value: base64('one'), lease: 5 });
  await post('lease/keepalive', { ID: 5 });
  await post('lease/grant', { ID: 6, TTL: 20 });
  await post('lease/revoke', { ID: 6 });
  const key = { key: 'é', revision: 2 };
  expect(take()).toEqual([
    { kind: 'etcd-lease-granted', lease: '5', leftMs: 10_000 },
    { kind: 'etcd-key-put', ...key, value: base64('one'), version: 1, lease: '5' },
    { kind: 'etcd-lease-renewed', lease: '5', leftMs: 10_000 },
    { kind: 'etcd-lease-granted', lease: '6', leftMs: 20_000 },
    { kind: 'etcd-lease-ended', lease: '6', reason: 'revoked', keys: [] },
  ]);
  await server.pass(10_600);
  expect(take()).toEqual([
    { kind: 'etcd-lease-ended', lease: '5', reason: 'expired', keys: ['é'] },
    { kind: 'etcd-key-deleted', key: 'é', revision: 3 },
  ]);
});

test('it tells who has a lock and who waits, with the fencing token of each', async () => {
  const { server, post, take } = await observed();
  await post('lease/grant', { ID: 10, TTL: 60 });
  await post('lease/grant', { ID: 11, TTL: 60 });
  await post('lock/lock', { name: base64('m'), lease: 10 });
  const waits = post('lock/lock', { name: base64('m'), lease: 11 });
  await server.pass(10);
  await post('lease/revoke', { ID: 10 });
  await waits;
  await post('lock/unlock', { key: base64('m/b') });
  const [first, second] = [
    { key: 'm/a', lease: '10', revision: 2 },
    { key: 'm/b', lease: '11', revision: 3 },
  ];
  const lock = { kind: 'etcd-lock-changed', name: 'm' };
  expect(take().filter(({ kind }) => kind === 'etcd-lock-changed')).toEqual([
    { ...lock, holder: first, waiting: [] },
    { ...lock, holder: first, waiting: [second] },
    { ...lock, holder: second, waiting: [] },
    { ...lock, holder: null, waiting: [] },
  ]);
});
