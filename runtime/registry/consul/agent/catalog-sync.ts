import type { ConsulOptions } from '../options.ts';
import type { Commits } from '../state/commits.ts';
import type { CheckDefinition, NodeRow, ServiceDefinition } from '../state/rows.ts';
import type { AgentRecord } from '../state/store.ts';
import type { LocalCheck } from './local-check.ts';
import { writeCheckRecord, writeServiceRecord } from './records.ts';

export type NodeDefinition = Omit<NodeRow, 'CreateIndex' | 'ModifyIndex'>;

/** Writes what the agent knows into the catalog, and into what it keeps over a restart. */
export class CatalogSync {
  readonly #commits: Commits;
  readonly #options: ConsulOptions;
  readonly #node: NodeDefinition;

  constructor(commits: Commits, options: ConsulOptions, node: NodeDefinition) {
    this.#commits = commits;
    this.#options = options;
    this.#node = node;
  }

  async putService(service: ServiceDefinition, checks: readonly LocalCheck[]): Promise<void> {
    const definitions = checks.map(({ definition }) => definition);
    await Promise.all([
      this.#keep('service', service.ID, writeServiceRecord(service)),
      ...checks.map((check) => this.#keep('check', check.spec.id, writeCheckRecord(check.spec))),
      this.register(service, definitions),
    ]);
  }

  async putCheck(check: LocalCheck): Promise<void> {
    await Promise.all([
      this.#keep('check', check.spec.id, writeCheckRecord(check.spec)),
      this.register(null, [check.definition]),
    ]);
  }

  async deleteService(id: string, checkIds: readonly string[], reason: string): Promise<void> {
    await Promise.all([
      ...checkIds.map((checkId) => this.#forget('check', checkId)),
      this.#forget('service', id),
      this.#deregister(id, '', reason),
    ]);
  }

  async deleteCheck(id: string): Promise<void> {
    await Promise.all([this.#forget('check', id), this.#deregister('', id, 'deregistered')]);
  }

  /** Writes a service of this node and checks of it; what is there already changes nothing. */
  async register(
    service: ServiceDefinition | null,
    checks: readonly CheckDefinition[],
  ): Promise<void> {
    const registration = { node: this.#node, skipNodeUpdate: true, service, checks };
    await this.#commits.propose({ op: 'register', registration });
  }

  /**
   * Lets a write go on by itself. If it fails, the catalog differs from the agent until the next
   * comparison of the two, which mends it.
   */
  background(write: Promise<void>): void {
    write.catch(() => {});
  }

  async #deregister(serviceId: string, checkId: string, reason: string): Promise<void> {
    const node = this.#options.nodeName;
    await this.#commits.propose({ op: 'deregister', node, serviceId, checkId, reason });
  }

  async #keep(kind: AgentRecord['kind'], id: string, definition: string): Promise<void> {
    await this.#commits.propose({ op: 'agent-keep', record: { kind, id, definition } });
  }

  async #forget(kind: AgentRecord['kind'], id: string): Promise<void> {
    await this.#commits.propose({ op: 'agent-forget', kind, id });
  }
}
