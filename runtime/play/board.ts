import { type Health, leftMs, type RegistryView, servicesOf } from '../registry/view/index.ts';

/** What a registry knows, as plain rows to be read. */
export interface Board {
  readonly services: readonly BoardService[];
  readonly locks: readonly BoardLock[];
  readonly leases: readonly BoardLease[];
  readonly sessions: readonly BoardSession[];
  readonly keys: readonly BoardKey[];
}

export interface BoardService {
  readonly service: string;
  readonly id: string;
  /** `127.0.0.1:8081` */
  readonly address: string;
  readonly health: Health;
  /** What the worst check saw; empty where it saw nothing. */
  readonly reason: string;
}

export interface BoardLock {
  readonly api: 'consul' | 'etcd';
  readonly name: string;
  readonly holder: Claim | null;
  /** In their order, where there is one. */
  readonly waiting: readonly Claim[];
}

/** Who has a lock, or wants it. */
export interface Claim {
  /** The instance; null where nothing tells whose lease or session it is. */
  readonly instance: string | null;
  /** The lease's or session's id. */
  readonly by: string;
  /** The number that fences: etcd's revision, Consul's LockIndex; null while it waits at Consul. */
  readonly token: number | null;
}

export interface BoardLease {
  readonly id: string;
  readonly instance: string | null;
  readonly leftMs: number;
}

export interface BoardSession {
  readonly id: string;
  readonly name: string;
  readonly instance: string | null;
  /** 0 for one that lasts until it is destroyed. */
  readonly ttlMs: number;
}

export interface BoardKey {
  readonly api: 'consul' | 'etcd';
  readonly key: string;
  /** As text, where it is one: cut after VALUE_SHOWN characters. */
  readonly value: string;
  /** etcd's revision, or Consul's index, of its last change. */
  readonly revision: number;
}

/** Characters of a value that a row shows. */
export const VALUE_SHOWN = 80;

/** `ownerOf` says whose a lease or session is. */
export function boardOf(
  view: RegistryView,
  ownerOf: (leaseOrSession: string) => string | undefined,
  nowMs: number,
): Board {
  const { consul, etcd } = view;
  const claim = (by: string, token: number | null): Claim => ({
    instance: ownerOf(by) ?? null,
    by,
    token,
  });
  const consulLocks = [...consul.keys.values()]
    .filter(({ holder, refused }) => holder !== null || refused.length > 0)
    .map(({ key, holder, lockIndex, refused }): BoardLock => {
      const waiting = refused.map((session) => claim(session, null));
      const held = holder === null ? null : claim(holder, lockIndex);
      return { api: 'consul', name: key, holder: held, waiting };
    });
  const etcdLocks = [...etcd.locks.values()].map(({ name, holder, waiting }): BoardLock => {
    const held = holder === null ? null : claim(holder.lease, holder.revision);
    const queue = waiting.map(({ lease, revision }) => claim(lease, revision));
    return { api: 'etcd', name, holder: held, waiting: queue };
  });
  return {
    services: servicesOf(view).map(({ service, id, address, port, health, checks }) => ({
      service,
      id,
      address: `${address}:${port}`,
      health,
      reason: checks.find((check) => check.health === health)?.reason ?? '',
    })),
    locks: [...consulLocks, ...etcdLocks],
    leases: [...etcd.leases.values()].map((row) => ({
      id: row.lease,
      instance: ownerOf(row.lease) ?? null,
      leftMs: leftMs(row, nowMs),
    })),
    sessions: [...consul.sessions.values()].map(({ id, name, ttlMs }) => ({
      id,
      name,
      instance: ownerOf(id) ?? null,
      ttlMs,
    })),
    keys: [
      ...[...consul.keys.values()].map(({ key, value, index }): BoardKey => {
        return { api: 'consul', key, value: readable(value), revision: index };
      }),
      ...[...etcd.keys.values()].map(({ key, value, revision }): BoardKey => {
        return { api: 'etcd', key, value: readable(value), revision };
      }),
    ],
  };
}

/** Text as text, anything else by its length; `base64` may be the beginning of something longer. */
function readable(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  if (/[\u{FFFD}\p{Cc}]/u.test(text.replace(/[\n\t]/g, ''))) return `${bytes.length} bytes`;
  return text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}…` : text;
}
