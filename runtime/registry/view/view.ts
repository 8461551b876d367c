import type { ConsulObservation, LockClaim } from '../observation.ts';

/** What a registry knows now, as far as it has been observed. Plain data. */
export interface RegistryView {
  readonly consul: ConsulView;
  readonly etcd: EtcdView;
}

export interface ConsulView {
  /** By node and id: `registry/web-1`. */
  readonly services: ReadonlyMap<string, ServiceRow>;
  /** By node and id; `serviceId` is empty for a check of the whole node. */
  readonly checks: ReadonlyMap<string, CheckRow>;
  /** By id. */
  readonly sessions: ReadonlyMap<string, SessionRow>;
  readonly keys: ReadonlyMap<string, ConsulKeyRow>;
  /** How many queries wait for a key to change, of keys for which any do. */
  readonly watched: ReadonlyMap<string, number>;
}

export type Health = 'passing' | 'warning' | 'critical';

type Row<Kind extends ConsulObservation['kind']> = Omit<
  Extract<ConsulObservation, { kind: Kind }>,
  'kind'
>;

export type ServiceRow = Row<'consul-service-registered'>;
export type SessionRow = Row<'consul-session-created'>;

export interface CheckRow {
  readonly node: string;
  readonly id: string;
  readonly serviceId: string;
  readonly health: Health;
  /** What the check saw. */
  readonly reason: string;
}

export interface ConsulKeyRow extends Row<'consul-key-changed'> {
  /** Sessions that wanted its lock, were refused, and have neither got it since nor ended. */
  readonly refused: readonly string[];
}

export interface EtcdView {
  /** By id. */
  readonly leases: ReadonlyMap<string, LeaseRow>;
  readonly keys: ReadonlyMap<string, EtcdKeyRow>;
  /** Locks and elections that somebody has or waits for, by name. */
  readonly locks: ReadonlyMap<string, EtcdLockRow>;
}

export interface LeaseRow {
  readonly lease: string;
  /** What it was given the last time. */
  readonly ttlMs: number;
  /** On the sandbox's clock, when it runs out unless it is kept alive. */
  readonly endsAtMs: number;
}

export interface EtcdKeyRow {
  readonly key: string;
  /** base64. */
  readonly value: string;
  readonly revision: number;
  readonly version: number;
  readonly lease: string | null;
}

export interface EtcdLockRow {
  readonly name: string;
  readonly holder: LockClaim | null;
  readonly waiting: readonly LockClaim[];
}

/** Of a registry of which nothing has been observed. */
export const NOTHING_KNOWN: RegistryView = {
  consul: {
    services: new Map(),
    checks: new Map(),
    sessions: new Map(),
    keys: new Map(),
    watched: new Map(),
  },
  etcd: { leases: new Map(), keys: new Map(), locks: new Map() },
};

export interface ServiceHealth extends ServiceRow {
  /** The worst of its checks, and of its node's. */
  readonly health: Health;
  readonly checks: readonly CheckRow[];
}

const WORST_FIRST: readonly Health[] = ['critical', 'warning', 'passing'];

/** Who is registered, with how each stands. */
export function servicesOf({ consul }: RegistryView): readonly ServiceHealth[] {
  return [...consul.services.values()].map((service) => {
    const checks = [...consul.checks.values()].filter(
      ({ node, serviceId }) =>
        node === service.node && (serviceId === '' || serviceId === service.id),
    );
    const health = WORST_FIRST.find((state) => checks.some((check) => check.health === state));
    return { ...service, checks, health: health ?? 'passing' };
  });
}

/** What is left of a lease, in milliseconds; 0 for one that is to be ended now. */
export function leftMs({ endsAtMs }: LeaseRow, nowMs: number): number {
  return Math.max(0, endsAtMs - nowMs);
}
