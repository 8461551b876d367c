/**
 * What a registry tells of itself, as plain data: who is registered, how each check stands and
 * why, who holds which lock and who waits. Each carries all that there is to know, not a difference.
 */
export type Observation = RegistryStarted | ConsulObservation | EtcdObservation;

/** It runs, and knows what it knew before; without a disk, nothing. */
export interface RegistryStarted {
  readonly kind: 'registry-started';
  readonly isDurable: boolean;
}

export type ConsulObservation =
  | {
      readonly kind: 'consul-service-registered';
      readonly node: string;
      readonly id: string;
      readonly service: string;
      readonly address: string;
      readonly port: number;
      readonly tags: readonly string[];
    }
  | {
      readonly kind: 'consul-service-deregistered';
      readonly node: string;
      readonly id: string;
      readonly service: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'consul-check-changed';
      readonly node: string;
      readonly id: string;
      readonly serviceId: string;
      /** null for a check that is new. */
      readonly from: 'passing' | 'warning' | 'critical' | null;
      readonly to: 'passing' | 'warning' | 'critical';
      /** The check's output: what it saw. */
      readonly reason: string;
    }
  | {
      readonly kind: 'consul-check-removed';
      readonly node: string;
      readonly id: string;
      readonly serviceId: string;
    }
  | {
      readonly kind: 'consul-session-created';
      readonly id: string;
      readonly name: string;
      readonly ttlMs: number;
      readonly lockDelayMs: number;
      readonly behavior: 'release' | 'delete';
    }
  | {
      readonly kind: 'consul-session-ended';
      readonly id: string;
      readonly name: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'consul-key-changed';
      readonly key: string;
      /** base64. */
      readonly value: string;
      readonly flags: string;
      readonly index: number;
      readonly lockIndex: number;
      /** The session that holds the key's lock; null when nobody does. */
      readonly holder: string | null;
    }
  | {
      readonly kind: 'consul-key-deleted';
      readonly key: string;
      readonly index: number;
    }
  /** How many queries wait for a key to change. */
  | { readonly kind: 'consul-key-watched'; readonly key: string; readonly waiting: number }
  /** A session wanted a lock and did not get it. */
  | {
      readonly kind: 'consul-lock-refused';
      readonly key: string;
      readonly session: string;
      readonly reason: 'held' | 'lock-delay';
      /** The session that holds it; null while the lock is delayed. */
      readonly holder: string | null;
    };

/** Keys are the text that their bytes are as UTF-8; leases go by their id in decimal. */
export type EtcdObservation =
  | {
      readonly kind: 'etcd-key-put';
      readonly key: string;
      /** base64. */
      readonly value: string;
      readonly revision: number;
      readonly version: number;
      /** null for a key that no lease takes with it. */
      readonly lease: string | null;
    }
  | { readonly kind: 'etcd-key-deleted'; readonly key: string; readonly revision: number }
  /** A lease has all of its time: it was granted, or kept alive. */
  | {
      readonly kind: 'etcd-lease-granted' | 'etcd-lease-renewed';
      readonly lease: string;
      readonly leftMs: number;
    }
  | {
      readonly kind: 'etcd-lease-ended';
      readonly lease: string;
      readonly reason: 'expired' | 'revoked';
      /** The keys that went with it. */
      readonly keys: readonly string[];
    }
  /** Who has a lock, or won an election, and who waits for it, in their order. */
  | {
      readonly kind: 'etcd-lock-changed';
      readonly name: string;
      readonly holder: LockClaim | null;
      readonly waiting: readonly LockClaim[];
    };

export interface LockClaim {
  readonly key: string;
  readonly lease: string;
  /** The revision at which it came: a fencing token. */
  readonly revision: number;
}
