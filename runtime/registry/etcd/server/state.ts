import type { Environment } from '../../environment.ts';
import { type Lease, Leases } from '../lease/leases.ts';
import type { Log } from '../log/log.ts';
import type { WrittenRecord } from '../log/record.ts';
import type { ResponseHeader } from '../messages/kv.ts';
import { Store, type Write } from '../mvcc/store.ts';
import type { Outgoing } from '../schema/schema.ts';
import { WatcherIndex } from '../watch/watcher-index.ts';
import { Alarms } from './alarms.ts';
import { Observer } from './observer.ts';
import type { Options } from './options.ts';

/** All that an etcd knows, and the one way in which it changes. */
export class State {
  readonly environment: Environment;
  readonly options: Options;
  readonly store = new Store();
  readonly leases: Leases;
  readonly watchers = new WatcherIndex();
  readonly alarms = new Alarms();
  /** Null where nothing is kept, and while what was kept is read back. */
  log: Log | null = null;
  readonly #observer: Observer | null;
  #index = 4;

  constructor(environment: Environment, options: Options) {
    this.environment = environment;
    this.options = options;
    this.leases = new Leases(environment, ({ id }) => this.revoke(id, 'expired'));
    const { observe } = options;
    this.#observer = observe && new Observer(this.store, observe);
  }

  /** What every answer begins with. */
  header(revision = this.store.revision): Outgoing<typeof ResponseHeader> {
    const { clusterId: cluster_id, memberId: member_id, raftTerm: raft_term } = this.options;
    return { cluster_id, member_id, revision, raft_term };
  }

  /** How many entries a log of all that was done would have: etcd's raft index. */
  get index(): number {
    return this.#index;
  }

  /** Ends a write: its revision is the store's, it is in the log, and whoever watches is told. */
  readonly commit = (write: Write, alsoDone: WrittenRecord = {}): void => {
    const { changes, revision } = write;
    write.end();
    this.#index++;
    if (changes.length > 0 || alsoDone.revoked) {
      this.log?.append({ ...alsoDone, changes, revision });
    }
    if (changes.length === 0) return;
    this.#observer?.committed(changes);
    this.watchers.notify(changes, revision);
  };

  grant(id: bigint, ttlS: number): Lease {
    this.checkSpace(0);
    this.#index++;
    const lease = this.leases.grant(id, ttlS);
    this.log?.append({ granted: { ID: lease.id, TTL: lease.ttlS } });
    this.#observer?.leaseRuns(lease, 'etcd-lease-granted');
    return lease;
  }

  /** Gives a lease its whole time again. Throws where it is gone. */
  renew(id: bigint): Lease {
    const lease = this.leases.renew(id);
    this.#observer?.leaseRuns(lease, 'etcd-lease-renewed');
    return lease;
  }

  compact(revision: number): void {
    this.store.compact(revision);
    this.log?.append({ compacted_plus_one: revision + 1 });
    this.#index++;
  }

  /** Refuses what would take more than may be kept, and raises the alarm that etcd raises then. */
  checkSpace(bytes: number): void {
    this.alarms.checkSpace();
    if (this.store.bytes + bytes <= this.options.quotaBytes) return;
    this.alarms.apply('ACTIVATE', { memberID: this.options.memberId, alarm: 'NOSPACE' });
    this.alarms.checkSpace();
  }

  /** A number that is the same for the same keys and values at a revision. */
  hash(revision: number): number {
    let hash = 0x811c9dc5;
    this.store.visitAt(revision, { from: '', to: null }, ({ key, value, mod_revision }) => {
      for (const text of [key, value, String(mod_revision)]) {
        for (let at = 0; at < text.length; at++) {
          hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
        }
      }
    });
    return hash >>> 0;
  }

  /** Takes a lease back, and its keys with it, in one revision. */
  revoke(id: bigint, reason: 'expired' | 'revoked'): void {
    const keys = this.leases.remove(id);
    this.#observer?.leaseEnded(id, reason, keys);
    const write = this.store.write();
    for (const key of keys) {
      const version = this.store.get(key);
      if (version !== null) write.delete(version);
    }
    this.commit(write, { revoked: { ID: id } });
  }

  close(): void {
    this.leases.close();
  }
}
