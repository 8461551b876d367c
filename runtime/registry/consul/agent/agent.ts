import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import type { ConsulOptions } from '../options.ts';
import type { CheckDefinition, ServiceDefinition, Status } from '../state/rows.ts';
import type { Store } from '../state/store.ts';
import { Topics } from '../state/topics.ts';
import type { CatalogSync } from './catalog-sync.ts';
import { checkDefinition, checkIds } from './check-definition.ts';
import type { CheckSpec } from './check-spec.ts';
import { type LocalCheck, stopCheck, withStatus } from './local-check.ts';
import { startProber } from './prober.ts';
import type { ServiceSpec } from './service-spec.ts';

export interface AgentParts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly options: ConsulOptions;
  readonly store: Store;
  readonly sync: CatalogSync;
}

/**
 * What one agent knows of its own services and checks. It runs the checks, and writes what changes
 * into the catalog; the catalog is what everybody else asks. Source: Consul's agent.
 */
export class Agent {
  readonly services = new Map<string, ServiceDefinition>();
  readonly checks = new Map<string, LocalCheck>();
  /** Who waits for a service of this agent to change, by id. */
  readonly changed = new Topics();
  readonly #parts: AgentParts;

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  /** Puts a service in place of the one with its id. Checks that stay keep their state. */
  async registerService({ service, checks }: ServiceSpec, replacesChecks: boolean): Promise<void> {
    this.services.set(service.ID, service);
    const ids = checkIds(service.ID, checks);
    for (const [place, spec] of checks.entries()) {
      const id = ids[place] as string;
      this.#putCheck(id, { ...spec, serviceId: service.ID }, this.checks.get(id)?.definition);
    }
    const dropped = replacesChecks
      ? this.checksOf(service.ID).filter(({ definition }) => !ids.includes(definition.CheckID))
      : [];
    for (const { definition } of dropped) this.#dropCheck(definition.CheckID);
    this.changed.wake(service.ID);
    await Promise.all([
      this.#parts.sync.putService(service, this.checksOf(service.ID)),
      ...dropped.map(({ definition }) => this.#parts.sync.deleteCheck(definition.CheckID)),
    ]);
  }

  /** Removes a service and its checks. */
  async deregisterService(id: string, reason = 'deregistered'): Promise<void> {
    const checks = this.checksOf(id);
    for (const { definition } of checks) this.#dropCheck(definition.CheckID);
    this.services.delete(id);
    this.changed.wake(id);
    const checkIdsGone = checks.map(({ definition }) => definition.CheckID);
    await this.#parts.sync.deleteService(id, checkIdsGone, reason);
  }

  /** Puts a check in place of the one with its id, which is its name if it has none. */
  async registerCheck(spec: CheckSpec): Promise<void> {
    const id = spec.id || spec.name;
    await this.#parts.sync.putCheck(this.#putCheck(id, spec, undefined));
  }

  /**
   * Runs a check that was kept over a restart. One by TTL goes on from how it last stood, any other
   * is critical until it was looked at: a service that may be ill is not let in.
   */
  restoreCheck(spec: CheckSpec, before: CheckDefinition | undefined): void {
    if (spec.probe.kind === 'ttl') this.#putCheck(spec.id, spec, before);
    else this.#putCheck(spec.id, { ...spec, status: 'critical' }, undefined);
  }

  async deregisterCheck(id: string): Promise<void> {
    this.#dropCheck(id);
    await this.#parts.sync.deleteCheck(id);
  }

  /** A service says how it is. The check must be one by TTL. */
  async beat(id: string, status: Status, output: string): Promise<void> {
    const prober = this.checks.get(id)?.prober;
    if (prober?.kind !== 'ttl') return;
    prober.probe.beat(output);
    await this.update(id, status, output);
  }

  checksOf(serviceId: string): LocalCheck[] {
    return [...this.checks.values()].filter(({ definition }) => definition.ServiceID === serviceId);
  }

  /**
   * Takes a result. A new status is written into the catalog at once; an output that is new under
   * the same status only some minutes later, for it would be a write at every heartbeat.
   */
  async update(id: string, status: Status, output: string): Promise<void> {
    const check = this.checks.get(id);
    if (check === undefined) return;
    const { Status: was, Output } = check.definition;
    if (was === status && Output === output) return;
    const updated = withStatus(check, status, output, this.#parts.clock.nowMs());
    if (was === status) {
      this.checks.set(id, { ...updated, cancelOutput: check.cancelOutput ?? this.#writeLater(id) });
      return;
    }
    check.cancelOutput?.();
    const noted = { ...updated, cancelOutput: null };
    this.checks.set(id, noted);
    await this.#parts.sync.putCheck(noted);
  }

  close(): void {
    for (const check of this.checks.values()) stopCheck(check);
  }

  /** `before` is what the check keeps the state of, if anything. */
  #putCheck(id: string, spec: CheckSpec, before: CheckDefinition | undefined): LocalCheck {
    const replaced = this.checks.get(id);
    if (replaced !== undefined) stopCheck(replaced);
    const service = this.services.get(spec.serviceId);
    const definition = checkDefinition(id, spec, service?.Service ?? '', before);
    const { clock } = this.#parts;
    const started: LocalCheck = {
      spec: { ...spec, id },
      definition,
      prober: { kind: 'none' },
      criticalSinceMs:
        definition.Status === 'critical' ? (replaced?.criticalSinceMs ?? clock.nowMs()) : null,
      cancelOutput: null,
    };
    this.checks.set(id, started);
    const report = (status: Status, output: string) => {
      this.#parts.sync.background(this.update(id, status, output));
    };
    const prober = startProber(this.#parts, started.spec, report);
    const running = { ...(this.checks.get(id) ?? started), prober };
    this.checks.set(id, running);
    return running;
  }

  #dropCheck(id: string): void {
    const check = this.checks.get(id);
    if (check !== undefined) stopCheck(check);
    this.checks.delete(id);
  }

  #writeLater(id: string): () => void {
    const { clock, chance, sync } = this.#parts;
    const delayMs = CHECK_UPDATE_INTERVAL_MS / 2 + chance.below(CHECK_UPDATE_INTERVAL_MS);
    return clock.setTimer(delayMs, () => {
      const check = this.checks.get(id);
      if (check === undefined) return;
      const written = { ...check, cancelOutput: null };
      this.checks.set(id, written);
      sync.background(sync.putCheck(written));
    });
  }
}

/** Consul's `check_update_interval`. */
const CHECK_UPDATE_INTERVAL_MS = 5 * 60_000;
