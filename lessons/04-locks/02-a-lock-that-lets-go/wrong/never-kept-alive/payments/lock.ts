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
  for (;;) {
    const { ID: lease } = await post<{ ID: string }>('/v3/lease/grant', { TTL: ttlS });
    const end = async () => {
      await post('/v3/lease/revoke', { ID: lease });
    };
    if (await putIfAbsent(name, lease)) return { lost: new AbortController().signal, release: end };
    await end();
    await sleep(AGAIN_MS);
  }
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
