import { expect, test } from 'vitest';
import type { LedgerEvent } from '../network/index.ts';
import type { Observation } from '../registry/index.ts';
import { NOTHING_KNOWN, registryViewAfter } from '../registry/view/index.ts';
import { boardOf, VALUE_SHOWN } from './board.ts';
import { Owners } from './owners.ts';

/** The board after these, told at 0, 1, 2 … ms, as it is so long after the first. */
function board(told: readonly Observation[], nowMs = told.length, owners = new Owners()) {
  const observed = told.map((observation, atMs) => ({ atMs, observation }));
  return boardOf(registryViewAfter(NOTHING_KNOWN, observed), (id) => owners.of(id), nowMs);
}

function put(key: string, value: string): Observation {
  return { kind: 'etcd-key-put', key, value, revision: 7, version: 1, lease: null };
}

test('a service stands with its address, its health, and why', () => {
  const service = { node: 'n', id: 'web-1', service: 'web', address: '127.0.0.1', port: 80 };
  const check = { node: 'n', id: 'c', serviceId: 'web-1', from: null } as const;
  expect(
    board([
      { kind: 'consul-service-registered', ...service, tags: [] },
      { kind: 'consul-check-changed', ...check, to: 'critical', reason: 'TTL expired' },
    ]).services,
  ).toEqual([
    {
      service: 'web',
      id: 'web-1',
      address: '127.0.0.1:80',
      health: 'critical',
      reason: 'TTL expired',
    },
  ]);
});

test('a lease has what is left of it, and belongs to whoever asked for it', () => {
  const owners = new Owners();
  const asked = {
    type: 'request',
    id: 1,
    connection: 1,
    from: 'users-2',
    to: 'registry-1',
  } as const;
  const granted = { kind: 'etcd-lease-granted', lease: '7', leftMs: 5000 } as const;
  const events = [
    { ...asked, method: 'POST', path: '/v3/lease/grant', headers: [], cause: null },
    { type: 'registry', instance: 'registry-1', observation: granted },
  ] as const;
  for (const [seq, event] of events.entries()) {
    owners.note({ seq, atMs: seq, body: { text: '', bytes: 0 }, ...event } as LedgerEvent);
  }
  expect(board([granted], 1500, owners).leases).toEqual([
    { id: '7', instance: 'users-2', leftMs: 3500 },
  ]);
});

test('a lock stands with who has it and who waits, at either API, with the number that fences', () => {
  const claim = (lease: string, revision: number) => ({ key: `door/${lease}`, lease, revision });
  const key = { key: 'gate', value: '', flags: '0', index: 9, lockIndex: 2 };
  const { locks } = board([
    { kind: 'etcd-lock-changed', name: 'door', holder: claim('7', 3), waiting: [claim('8', 4)] },
    { kind: 'consul-key-changed', ...key, holder: 'ada' },
    { kind: 'consul-lock-refused', key: 'gate', session: 'bob', reason: 'held', holder: 'ada' },
  ]);
  expect(locks).toEqual([
    {
      api: 'consul',
      name: 'gate',
      holder: { instance: null, by: 'ada', token: 2 },
      waiting: [{ instance: null, by: 'bob', token: null }],
    },
    {
      api: 'etcd',
      name: 'door',
      holder: { instance: null, by: '7', token: 3 },
      waiting: [{ instance: null, by: '8', token: 4 }],
    },
  ]);
});

test('a value is shown as text where it is one, and never whole where it is long', () => {
  const { keys } = board([
    put('tea', btoa('green')),
    put('raw', btoa('\u0000\u00ff')),
    put('long', btoa('x'.repeat(500))),
  ]);
  expect(keys.map(({ value }) => value)).toEqual([
    'green',
    '2 bytes',
    `${'x'.repeat(VALUE_SHOWN)}…`,
  ]);
  expect(keys[0]).toMatchObject({ api: 'etcd', key: 'tea', revision: 7 });
});
