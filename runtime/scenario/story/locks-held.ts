import type { LedgerEvent } from '../../network/index.ts';
import { Owners } from '../../play/owners.ts';

/** A lock, from when to when an instance had it. Times in milliseconds. */
export interface LockHeld {
  readonly instance: string;
  readonly lock: string;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Held {
  readonly owner: string;
  readonly since: number;
}

/**
 * Who had which lock, and which keys of etcd by a lease, from when to when, as the registry saw it.
 */
export function locksHeld(events: readonly LedgerEvent[], endMs: number): LockHeld[] {
  const ended: LockHeld[] = [];
  const owners = new Owners();
  const held = new Map<string, Held>();

  const change = (lock: string, owner: string | null, atMs: number) => {
    const before = held.get(lock);
    if (before?.owner === owner) return;
    if (before !== undefined) end(lock, before, atMs);
    if (owner === null) held.delete(lock);
    else held.set(lock, { owner, since: atMs });
  };
  const end = (lock: string, { owner, since }: Held, toMs: number) => {
    const instance = owners.of(owner);
    if (instance !== undefined) ended.push({ instance, lock, fromMs: since, toMs });
  };

  for (const event of events) {
    owners.note(event);
    if (event.type !== 'registry') continue;
    const { observation, atMs } = event;
    switch (observation.kind) {
      case 'etcd-lock-changed':
        change(observation.name, observation.holder?.lease ?? null, atMs);
        break;
      case 'etcd-key-put':
        if (!standsInQueue(observation)) change(observation.key, observation.lease, atMs);
        break;
      case 'etcd-key-deleted':
        change(observation.key, null, atMs);
        break;
      case 'consul-key-changed':
        change(observation.key, observation.holder, atMs);
        break;
      case 'consul-key-deleted':
        change(observation.key, null, atMs);
    }
  }
  for (const [lock, one] of held) end(lock, one, endMs);
  return ended;
}

/** The key of somebody who has a lock or waits for it is called `name/<lease in hex>`. */
function standsInQueue({ key, lease }: { readonly key: string; readonly lease: string | null }) {
  return lease !== null && key.endsWith(`/${BigInt(lease).toString(16)}`);
}
