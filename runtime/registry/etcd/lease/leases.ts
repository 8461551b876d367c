import type { Environment } from '../../environment.ts';
import type { ByteString } from '../bytes.ts';
import { refusals } from '../status.ts';

const MAX_TTL_S = 9_000_000_000;
const MIN_TTL_S = 2;
/** etcd looks for leases that have run out this often; so one lives up to that much longer. */
const EXPIRY_CHECK_MS = 500;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface Lease {
  readonly id: bigint;
  readonly ttlS: number;
  expiresAtMs: number;
  readonly keys: Set<ByteString>;
}

/** Leases and the keys that go with them. etcd 3.4: lease/lessor.go. */
export class Leases {
  readonly #environment: Environment;
  readonly #startedAtMs: number;
  readonly #leases = new Map<bigint, Lease>();
  readonly #whenExpired: (lease: Lease) => void;
  #checkAtMs = Number.POSITIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  /** `whenExpired` must revoke the lease. */
  constructor(environment: Environment, whenExpired: (lease: Lease) => void) {
    this.#environment = environment;
    this.#startedAtMs = environment.nowMs();
    this.#whenExpired = whenExpired;
  }

  /** Grants one with this id, or one of its own choice for 0. Throws where it exists. */
  grant(id: bigint, ttlS: number): Lease {
    if (ttlS > MAX_TTL_S) throw refusals.leaseTtlTooLarge();
    if (this.#leases.has(id)) throw refusals.leaseExists();
    const lease = {
      id: id === 0n ? this.#freeId() : id,
      ttlS: Math.max(ttlS, MIN_TTL_S),
      expiresAtMs: 0,
      keys: new Set<ByteString>(),
    };
    this.#leases.set(lease.id, lease);
    this.#extend(lease);
    return lease;
  }

  has(id: bigint): boolean {
    return this.#leases.has(id);
  }

  /** Throws where there is none. */
  get(id: bigint): Lease {
    const lease = this.#leases.get(id);
    if (lease === undefined) throw refusals.leaseNotFound();
    return lease;
  }

  /** The one that runs out next comes first. */
  list(): Lease[] {
    return [...this.#leases.values()].sort((a, b) => a.expiresAtMs - b.expiresAtMs);
  }

  remainingMs({ expiresAtMs }: Lease): number {
    return expiresAtMs - this.#environment.nowMs();
  }

  /** Gives the lease its whole time again. Throws where it is gone, or has run out. */
  renew(id: bigint): Lease {
    const lease = this.get(id);
    if (this.remainingMs(lease) <= 0) throw refusals.leaseNotFound();
    this.#extend(lease);
    return lease;
  }

  /** Takes it off the list and returns its keys in order, for whoever must delete them. */
  remove(id: bigint): ByteString[] {
    const lease = this.get(id);
    this.#leases.delete(id);
    return [...lease.keys].sort();
  }

  /** The key goes with another lease now; 0 is none. */
  move(key: ByteString, from: bigint, to: bigint): void {
    if (from === to) return;
    if (from !== 0n) this.#leases.get(from)?.keys.delete(key);
    if (to !== 0n) this.#leases.get(to)?.keys.add(key);
  }

  close(): void {
    this.#cancelTimer?.();
    this.#leases.clear();
  }

  #extend(lease: Lease): void {
    lease.expiresAtMs = this.#environment.nowMs() + lease.ttlS * 1000;
    this.#schedule(lease.expiresAtMs);
  }

  #freeId(): bigint {
    for (;;) {
      const high = BigInt(this.#environment.random.integer(2 ** 31));
      const id = (high << 32n) | BigInt(this.#environment.random.integer(2 ** 32));
      if (id !== 0n && !this.#leases.has(id)) return id;
    }
  }

  /** Sees to it that there is a check as soon as the lease that runs out first has done so. */
  #schedule(soonestMs = this.#soonestMs()): void {
    if (soonestMs >= this.#checkAtMs) return;
    this.#cancelTimer?.();
    const now = this.#environment.nowMs();
    const checks = Math.floor((Math.max(now, soonestMs) - this.#startedAtMs) / EXPIRY_CHECK_MS);
    this.#checkAtMs = this.#startedAtMs + (checks + 1) * EXPIRY_CHECK_MS;
    const delayMs = Math.min(this.#checkAtMs - now, LONGEST_TIMER_MS);
    this.#cancelTimer = this.#environment.setTimer(delayMs, () => this.#check());
  }

  #check(): void {
    this.#checkAtMs = Number.POSITIVE_INFINITY;
    for (const lease of this.list()) {
      if (this.remainingMs(lease) <= 0) this.#whenExpired(lease);
    }
    if (this.#leases.size > 0) this.#schedule();
  }

  #soonestMs(): number {
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const lease of this.#leases.values()) soonestMs = Math.min(soonestMs, lease.expiresAtMs);
    return soonestMs;
  }
}
