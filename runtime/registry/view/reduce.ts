import type { ConsulObservation, EtcdObservation, Observation } from '../observation.ts';
import {
  type CheckRow,
  type ConsulKeyRow,
  type ConsulView,
  type EtcdView,
  NOTHING_KNOWN,
  type RegistryView,
} from './view.ts';

/** An observation, and when it was made on the sandbox's clock: a `registry` event of a ledger. */
export interface Observed {
  readonly atMs: number;
  readonly observation: Observation;
}

/** The view after these observations of one registry, in their order. The view before is unchanged. */
export function registryViewAfter(
  before: RegistryView,
  observed: readonly Observed[],
): RegistryView {
  if (observed.length === 0) return before;
  let draft = draftOf(before);
  for (const { observation, atMs } of observed) {
    if (observation.kind === 'registry-started') {
      if (!observation.isDurable) draft = draftOf(NOTHING_KNOWN);
      renewLeases(draft.etcd, atMs);
    } else if (isOfEtcd(observation)) noteEtcd(draft.etcd, observation, atMs);
    else noteConsul(draft.consul, observation);
  }
  return draft;
}

type Draft<View> = {
  [Name in keyof View]: View[Name] extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Value>
    : never;
};

function draftOf({ consul, etcd }: RegistryView) {
  return { consul: copied(consul), etcd: copied(etcd) };
}

/** Once for many observations: each map is copied, its rows are shared. */
function copied<View extends ConsulView | EtcdView>(view: View): Draft<View> {
  const maps = Object.entries(view).map(([name, map]) => [name, new Map(map)]);
  return Object.fromEntries(maps) as Draft<View>;
}

function isOfEtcd(
  observation: ConsulObservation | EtcdObservation,
): observation is EtcdObservation {
  return observation.kind.startsWith('etcd-');
}

function noteConsul(view: Draft<ConsulView>, told: ConsulObservation): void {
  switch (told.kind) {
    case 'consul-service-registered':
      view.services.set(placeOf(told), without(told));
      return;
    case 'consul-service-deregistered':
      view.services.delete(placeOf(told));
      for (const [place, { node, serviceId }] of view.checks) {
        if (node === told.node && serviceId === told.id) view.checks.delete(place);
      }
      return;
    case 'consul-check-changed': {
      const { node, id, serviceId, to: health, reason } = told;
      const check: CheckRow = { node, id, serviceId, health, reason };
      view.checks.set(placeOf(told), check);
      return;
    }
    case 'consul-check-removed':
      view.checks.delete(placeOf(told));
      return;
    case 'consul-session-created':
      view.sessions.set(told.id, without(told));
      return;
    case 'consul-session-ended':
      view.sessions.delete(told.id);
      for (const row of view.keys.values()) refusedWithout(view, row, told.id);
      return;
    case 'consul-key-changed': {
      const refused = view.keys.get(told.key)?.refused ?? [];
      view.keys.set(told.key, {
        ...without(told),
        refused: refused.filter((session) => session !== told.holder),
      });
      return;
    }
    case 'consul-key-deleted':
      view.keys.delete(told.key);
      return;
    case 'consul-key-watched':
      if (told.waiting === 0) view.watched.delete(told.key);
      else view.watched.set(told.key, told.waiting);
      return;
    case 'consul-lock-refused': {
      const row = view.keys.get(told.key);
      if (row === undefined || row.refused.includes(told.session)) return;
      view.keys.set(told.key, { ...row, refused: [...row.refused, told.session] });
    }
  }
}

function refusedWithout(view: Draft<ConsulView>, row: ConsulKeyRow, session: string): void {
  if (!row.refused.includes(session)) return;
  const refused = row.refused.filter((other) => other !== session);
  view.keys.set(row.key, { ...row, refused });
}

function noteEtcd(view: Draft<EtcdView>, told: EtcdObservation, atMs: number): void {
  switch (told.kind) {
    case 'etcd-key-put':
      view.keys.set(told.key, without(told));
      return;
    case 'etcd-key-deleted':
      view.keys.delete(told.key);
      return;
    case 'etcd-lease-granted':
    case 'etcd-lease-renewed':
      view.leases.set(told.lease, {
        lease: told.lease,
        ttlMs: told.leftMs,
        endsAtMs: atMs + told.leftMs,
      });
      return;
    case 'etcd-lease-ended':
      view.leases.delete(told.lease);
      return;
    case 'etcd-lock-changed':
      if (told.holder === null && told.waiting.length === 0) view.locks.delete(told.name);
      else view.locks.set(told.name, without(told));
  }
}

/** A server that has started gives each lease all of its time again. */
function renewLeases({ leases }: Draft<EtcdView>, atMs: number): void {
  for (const row of leases.values()) leases.set(row.lease, { ...row, endsAtMs: atMs + row.ttlMs });
}

function placeOf({ node, id }: { readonly node: string; readonly id: string }): string {
  return `${node}/${id}`;
}

function without<Told extends { readonly kind: string }>({ kind: _, ...row }: Told) {
  return row;
}
