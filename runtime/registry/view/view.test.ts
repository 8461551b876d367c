import { expect, test } from 'vitest';
import type { Observation } from '../observation.ts';
import {
  leftMs,
  NOTHING_KNOWN,
  type RegistryView,
  registryViewAfter,
  servicesOf,
} from './index.ts';

/** What is known after these, told at 0, 1000, 2000 … ms. */
function after(told: readonly Observation[], before: RegistryView = NOTHING_KNOWN): RegistryView {
  const observed = told.map((observation, index) => ({ atMs: index * 1000, observation }));
  return registryViewAfter(before, observed);
}

const WEB: Observation = {
  kind: 'consul-service-registered',
  node: 'n',
  id: 'web-1',
  service: 'web',
  address: '',
  port: 80,
  tags: [],
};

function check(id: string, serviceId: string, to: 'passing' | 'critical'): Observation {
  return { kind: 'consul-check-changed', node: 'n', id, serviceId, from: null, to, reason: to };
}

function locked(holder: string | null, lockIndex = 1): Observation {
  const rest = { key: 'door', value: '', flags: '0', index: 9, lockIndex };
  return { kind: 'consul-key-changed', ...rest, holder };
}

function refused(session: string): Observation {
  return { kind: 'consul-lock-refused', key: 'door', session, reason: 'held', holder: 'ada' };
}

test('a service is as healthy as the worst of its checks and of its node’s', () => {
  const healthy = after([WEB, check('c1', 'web-1', 'passing'), check('c2', 'web-1', 'passing')]);
  expect(servicesOf(healthy)).toMatchObject([{ id: 'web-1', health: 'passing' }]);
  const ill = after([check('c2', 'web-1', 'critical')], healthy);
  expect(servicesOf(ill)).toMatchObject([{ health: 'critical' }]);
  expect(servicesOf(healthy)).toMatchObject([{ health: 'passing' }]);
  const nodeIsIll = after([check('serf', '', 'critical')], healthy);
  expect(servicesOf(nodeIsIll)).toMatchObject([{ health: 'critical' }]);
});

test('a service that leaves takes its checks along', () => {
  const gone = { kind: 'consul-service-deregistered', node: 'n', id: 'web-1' } as const;
  const view = after([
    WEB,
    check('c1', 'web-1', 'critical'),
    { ...gone, service: 'web', reason: '' },
  ]);
  expect(servicesOf(view)).toEqual([]);
  expect(view.consul.checks.size).toBe(0);
});

test('whoever was refused a lock of Consul’s is named until it has it, or its session ends', () => {
  const two = after([locked('ada'), refused('bob'), refused('eve'), refused('bob')]);
  expect(two.consul.keys.get('door')).toMatchObject({ holder: 'ada', refused: ['bob', 'eve'] });
  const passed = after([locked(null), locked('bob', 2)], two);
  expect(passed.consul.keys.get('door')).toMatchObject({ holder: 'bob', refused: ['eve'] });
  const ended = { kind: 'consul-session-ended', id: 'eve', name: '', reason: 'ttl' } as const;
  expect(after([ended], passed).consul.keys.get('door')).toMatchObject({ refused: [] });
});

test('a lease has what is left since it was last kept alive', () => {
  const view = after([
    { kind: 'etcd-lease-granted', lease: '7', leftMs: 5000 },
    { kind: 'etcd-lease-renewed', lease: '7', leftMs: 5000 },
  ]);
  const lease = view.etcd.leases.get('7');
  expect(lease && leftMs(lease, 2000)).toBe(4000);
  expect(lease && leftMs(lease, 9000)).toBe(0);
  const ended = { kind: 'etcd-lease-ended', lease: '7', reason: 'expired', keys: [] } as const;
  expect(after([ended], view).etcd.leases.size).toBe(0);
});

test('a server that starts again on its disk gives leases all of their time', () => {
  const view = after([
    { kind: 'etcd-lease-granted', lease: '7', leftMs: 5000 },
    { kind: 'registry-started', isDurable: true },
  ]);
  const lease = view.etcd.leases.get('7');
  expect(lease && leftMs(lease, 1000)).toBe(5000);
});

test('a lock of etcd’s is there while somebody has it or waits for it', () => {
  const claim = { key: 'door/7', lease: '7', revision: 3 };
  const held = { kind: 'etcd-lock-changed', name: 'door', holder: claim, waiting: [] } as const;
  const view = after([held]);
  expect(view.etcd.locks.get('door')).toEqual({ name: 'door', holder: claim, waiting: [] });
  expect(after([{ ...held, holder: null }], view).etcd.locks.size).toBe(0);
});

test('a registry that starts again knows what it knew, or nothing when it has no disk', () => {
  const put: Observation = {
    kind: 'etcd-key-put',
    key: 'tea',
    value: '',
    revision: 2,
    version: 1,
    lease: null,
  };
  const view = after([put, WEB]);
  expect(after([{ kind: 'registry-started', isDurable: true }], view)).toEqual(view);
  expect(after([{ kind: 'registry-started', isDurable: false }], view)).toEqual(NOTHING_KNOWN);
});
