import { setTimeout as sleep } from 'node:timers/promises';
import { post, toBase64 } from './etcd.ts';

export interface Lock {
  /** Aborted when the lock is lost: whoever works under it must stop. */
  readonly lost: AbortSignal;
  /** Lets go. */
  release(): Promise<void>;
}

/** How long to wait until asking again for a lock that somebody has. */
const AGAIN_MS = 500;

/** Waits until the lock is free, and takes it. `name` is its key in etcd. */
export async function acquire(name: string, ttlS: number): Promise<Lock> {
  const lease = await grantLease(ttlS);
  try {
    while (!(await putIfAbsent(name, lease.id))) {
      await sleep(AGAIN_MS, undefined, { signal: lease.lost });
    }
  } catch (error) {
    lease.end();
    throw error;
  }
  return {
    lost: lease.lost,
    async release() {
      lease.end();
      await deleteIfPutWith(name, lease.id);
    },
  };
}

/** True when the key was not there and is now: etcd compares and puts in one step. */
async function putIfAbsent(name: string, lease: string): Promise<boolean> {
  const key = toBase64(name);
  const answer = await post<{ succeeded?: boolean }>('/v3/kv/txn', {
    compare: [{ key, target: 'CREATE', result: 'EQUAL', create_revision: 0 }],
    success: [{ request_put: { key, value: toBase64(`process ${process.pid}`), lease } }],
  });
  return answer.succeeded === true;
}

/** Whoever has the key now put it with another lease. */
async function deleteIfPutWith(name: string, lease: string): Promise<void> {
  const key = toBase64(name);
  await post('/v3/kv/txn', {
    compare: [{ key, target: 'LEASE', result: 'EQUAL', lease }],
    success: [{ request_delete_range: { key } }],
  }).catch(() => null);
}

interface Lease {
  readonly id: string;
  /** Aborted when etcd has ended it, or may soon do so. */
  readonly lost: AbortSignal;
  /** No more heartbeats. */
  end(): void;
}

/** A lease that is kept alive until it is ended. */
async function grantLease(ttlS: number): Promise<Lease> {
  const beatMs = (ttlS * 1000) / 3;
  const lost = new AbortController();
  let isEnded = false;

  let askedMs = Date.now();
  const { ID: id } = await post<{ ID: string }>('/v3/lease/grant', { TTL: ttlS });
  // It has its whole time from when etcd was asked, or later.
  let runsOutMs = askedMs + ttlS * 1000;

  async function keepAlive(): Promise<void> {
    for (;;) {
      await sleep(beatMs);
      if (isEnded) return;
      askedMs = Date.now();
      const answer = await post<KeptAlive>('/v3/lease/keepalive', { ID: id }).catch(() => null);
      if (answer?.result.TTL !== undefined) runsOutMs = askedMs + ttlS * 1000;
      // No answer may be a moment's trouble, as long as there is time to ask once more.
      else if (answer !== null || Date.now() + beatMs > runsOutMs) break;
    }
    lost.abort(new Error('the lock is lost'));
  }
  void keepAlive();

  return {
    id,
    lost: lost.signal,
    end() {
      isEnded = true;
    },
  };
}

/** etcd leaves TTL out when there is no such lease. */
interface KeptAlive {
  readonly result: { readonly TTL?: string };
}
