import type { LedgerEvent } from '../../network/index.ts';
import type { Band } from './diagram.ts';

type Of<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>;

/** Calls that make a lease or a session: who makes it is who has what is locked with it. */
const MAKES_OWNER = /^\/v3\/lease\/grant$|^\/v1\/session\/create(\?|$)/;

interface Held {
  readonly owner: string;
  readonly since: number;
}

/**
 * Who had which lock, from when to when, as the registry saw it. It knows leases and sessions, not
 * instances: an instance has those that it made.
 */
export function lockBandsOf(events: readonly LedgerEvent[], endMs: number): Band[] {
  const bands: Band[] = [];
  const makers = new Map<string, string>();
  const asking = new Map<number, Of<'request'>>();
  const held = new Map<string, Held>();

  const change = (lock: string, owner: string | null, atMs: number) => {
    const before = held.get(lock);
    if (before?.owner === owner) return;
    if (before !== undefined) end(lock, before, atMs);
    if (owner === null) held.delete(lock);
    else held.set(lock, { owner, since: atMs });
  };
  const end = (lock: string, { owner, since }: Held, toMs: number) => {
    const column = makers.get(owner);
    if (column !== undefined) bands.push({ column, label: lock, fromMs: since, toMs });
  };

  /** Whoever is asking the registry for one has it. */
  const made = (owner: string, registry: string) => {
    const maker = [...asking.values()].find(({ to }) => to === registry);
    if (maker === undefined) return;
    makers.set(owner, maker.from);
    asking.delete(maker.id);
  };

  for (const event of events) {
    if (event.type === 'request' && MAKES_OWNER.test(event.path)) asking.set(event.id, event);
    if (event.type === 'response' || event.type === 'request-failed') asking.delete(event.id);
    if (event.type !== 'registry') continue;
    const { observation, atMs, instance } = event;
    switch (observation.kind) {
      case 'etcd-lease-granted':
        made(observation.lease, instance);
        break;
      case 'consul-session-created':
        made(observation.id, instance);
        break;
      case 'etcd-lock-changed':
        change(observation.name, observation.holder?.lease ?? null, atMs);
        break;
      case 'consul-key-changed':
        change(observation.key, observation.holder, atMs);
        break;
      case 'consul-key-deleted':
        change(observation.key, null, atMs);
    }
  }
  for (const [lock, one] of held) end(lock, one, endMs);
  return bands;
}
