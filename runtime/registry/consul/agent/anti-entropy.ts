import type { CancelTimer, Clock } from '../clock.ts';
import type { Commits } from '../state/commits.ts';
import type { ServiceDefinition } from '../state/rows.ts';
import { rowKey, type Store } from '../state/store.ts';
import type { Agent } from './agent.ts';
import type { CatalogSync } from './catalog-sync.ts';

const INTERVAL_MS = 60_000;
const SERF_HEALTH = 'serfHealth';
const OWN_SERVICE = 'consul';

/**
 * Compares the catalog with what the agent knows, every minute, and mends it: whatever somebody
 * else wrote about this node's services is put right. Source: Consul's anti-entropy.
 */
export class AntiEntropy {
  readonly #clock: Clock;
  readonly #node: string;
  readonly #store: Store;
  readonly #commits: Commits;
  readonly #agent: Agent;
  readonly #sync: CatalogSync;
  #cancelTimer: CancelTimer = () => {};

  constructor(parts: {
    readonly clock: Clock;
    readonly node: string;
    readonly store: Store;
    readonly commits: Commits;
    readonly agent: Agent;
    readonly sync: CatalogSync;
  }) {
    this.#clock = parts.clock;
    this.#node = parts.node;
    this.#store = parts.store;
    this.#commits = parts.commits;
    this.#agent = parts.agent;
    this.#sync = parts.sync;
  }

  start(): void {
    this.#cancelTimer = this.#clock.setTimer(INTERVAL_MS, () => {
      this.#sync.background(this.compare());
      this.start();
    });
  }

  stop(): void {
    this.#cancelTimer();
  }

  async compare(): Promise<void> {
    const { services, checks } = this.#agent;
    const writes: Promise<unknown>[] = [];
    for (const { ID } of this.#store.services.rows(`${this.#node}\0`)) {
      if (ID !== OWN_SERVICE && !services.has(ID)) writes.push(this.#remove(ID, ''));
    }
    for (const { CheckID } of this.#store.checks.rows(`${this.#node}\0`)) {
      if (CheckID !== SERF_HEALTH && !checks.has(CheckID)) writes.push(this.#remove('', CheckID));
    }
    for (const service of services.values()) this.#adoptTags(service);
    for (const service of services.values()) {
      const definitions = this.#agent.checksOf(service.ID).map(({ definition }) => definition);
      writes.push(this.#sync.register(service, definitions));
    }
    const ofNode = this.#agent.checksOf('').map(({ definition }) => definition);
    if (ofNode.length > 0) writes.push(this.#sync.register(null, ofNode));
    await Promise.all(writes);
  }

  /** A service may let others set its tags: then the catalog's are the agent's, too. */
  #adoptTags(service: ServiceDefinition): void {
    const row = this.#store.services.get(rowKey(this.#node, service.ID));
    if (!service.EnableTagOverride || row === undefined) return;
    this.#agent.services.set(service.ID, { ...service, Tags: row.Tags });
  }

  #remove(serviceId: string, checkId: string): Promise<unknown> {
    const reason = "unknown to the node's agent";
    return this.#commits.propose({
      op: 'deregister',
      node: this.#node,
      serviceId,
      checkId,
      reason,
    });
  }
}
