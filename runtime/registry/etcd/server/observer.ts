import type { EtcdObservation, LockClaim } from '../../observation.ts';
import { type ByteString, fromUtf8 } from '../bytes.ts';
import { toBase64 } from '../json/base64.ts';
import type { Lease } from '../lease/leases.ts';
import { prefixInterval } from '../mvcc/interval.ts';
import type { Store } from '../mvcc/store.ts';
import type { Version } from '../mvcc/version.ts';

export type Observe = (observation: EtcdObservation) => void;

/** Tells of changes as plain data. */
export class Observer {
  readonly #store: Store;
  readonly #observe: Observe;

  constructor(store: Store, observe: Observe) {
    this.#store = store;
    this.#observe = observe;
  }

  committed(changes: readonly Version[]): void {
    for (const change of changes) this.#observe(describe(change));
    const queues = changes.flatMap((change) => queueThatChanged(change) ?? []);
    for (const queue of new Set(queues)) this.#observe(this.#lockNamed(queue));
  }

  leaseRuns({ id, ttlS }: Lease, kind: 'etcd-lease-granted' | 'etcd-lease-renewed'): void {
    this.#observe({ kind, lease: String(id), leftMs: ttlS * 1000 });
  }

  leaseEnded(id: bigint, reason: 'expired' | 'revoked', keys: readonly ByteString[]): void {
    const lease = String(id);
    this.#observe({ kind: 'etcd-lease-ended', lease, reason, keys: keys.map(fromUtf8) });
  }

  #lockNamed(name: ByteString): EtcdObservation {
    const claims: LockClaim[] = [];
    this.#store.visitAt(this.#store.revision, prefixInterval(`${name}/`), (version) => {
      if (queueOf(version) === name) claims.push(claimOf(version));
    });
    const [holder = null, ...waiting] = claims.sort((a, b) => a.revision - b.revision);
    return { kind: 'etcd-lock-changed', name: fromUtf8(name), holder, waiting };
  }
}

function describe(change: Version): EtcdObservation {
  const key = fromUtf8(change.key);
  const revision = change.mod_revision;
  if (change.version === 0) return { kind: 'etcd-key-deleted', key, revision };
  const { version } = change;
  const value = toBase64(change.value);
  const lease = change.lease === 0n ? null : String(change.lease);
  return { kind: 'etcd-key-put', key, value, revision, version, lease };
}

/** The lock or election in which somebody came or went. */
function queueThatChanged(change: Version): ByteString | null {
  if (change.version === 1) return queueOf(change);
  return change.version === 0 && change.previous !== null ? queueOf(change.previous) : null;
}

/**
 * The name of the lock or election that a key stands in: clients and server alike call such a key
 * `name/<lease in hex>`.
 */
function queueOf({ key, lease }: Version): ByteString | null {
  const end = `/${lease.toString(16)}`;
  return lease !== 0n && key.endsWith(end) ? key.slice(0, -end.length) : null;
}

function claimOf({ key, lease, create_revision }: Version): LockClaim {
  return { key: fromUtf8(key), lease: String(lease), revision: create_revision };
}
