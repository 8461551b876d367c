import type { LedgerEvent } from '../network/index.ts';

/** Calls that make a lease or a session. */
const MAKES_ONE = /^\/v3\/lease\/grant$|^\/v1\/session\/create(\?|$)/;

type Request = Extract<LedgerEvent, { type: 'request' }>;

/**
 * Whose leases and sessions are. The registry knows these alone, not instances: one belongs to
 * whoever was asking the registry for one when it was made.
 */
export class Owners {
  readonly #asking = new Map<number, Request>();
  readonly #owners = new Map<string, string>();

  /** Takes events in their order. */
  note(event: LedgerEvent): void {
    if (event.type === 'request' && MAKES_ONE.test(event.path)) this.#asking.set(event.id, event);
    if (event.type === 'response' || event.type === 'request-failed') this.#asking.delete(event.id);
    if (event.type !== 'registry') return;
    const { observation: told, instance } = event;
    if (told.kind === 'etcd-lease-granted') this.#made(told.lease, instance);
    if (told.kind === 'consul-session-created') this.#made(told.id, instance);
  }

  /** The instance that made a lease or a session; undefined where nothing tells. */
  of(leaseOrSession: string): string | undefined {
    return this.#owners.get(leaseOrSession);
  }

  #made(leaseOrSession: string, registry: string): void {
    const asking = [...this.#asking.values()].find(({ to }) => to === registry);
    if (asking === undefined) return;
    this.#owners.set(leaseOrSession, asking.from);
    this.#asking.delete(asking.id);
  }
}
