import type { Observe } from './observer.ts';

/** What can be chosen of an etcd. */
export interface Options {
  /** Time between reports of progress to a watch that asks for them; etcd's default is 10 minutes. */
  readonly progressMs: number;
  readonly name: string;
  readonly clusterId: bigint;
  readonly memberId: bigint;
  readonly raftTerm: number;
  /** Where clients find it, as members are listed: `http://127.0.0.1:2379`. */
  readonly clientUrls: readonly string[];
  readonly peerUrls: readonly string[];
  /** Bytes of keys and values, old ones too, above which writes are refused: etcd's backend quota. */
  readonly quotaBytes: number;
  /**
   * Grants a lock to a waiter whose own lease ran out while it waited, as etcd 3.4 does (Jepsen's
   * report on etcd 3.4.3, 2020-01-30). Otherwise it is refused, as by etcd 3.5.
   */
  readonly grantsLockWithoutLease: boolean;
  /** Called with all that changes, as it does. It must not call back. */
  readonly observe: Observe | null;
}

export const DEFAULTS: Options = {
  progressMs: 600_000,
  name: 'default',
  clusterId: 14841639068965178418n,
  memberId: 10276657743932975437n,
  raftTerm: 2,
  clientUrls: ['http://127.0.0.1:2379'],
  peerUrls: ['http://127.0.0.1:2380'],
  quotaBytes: 512 * 1024 * 1024,
  grantsLockWithoutLease: false,
  observe: null,
};
