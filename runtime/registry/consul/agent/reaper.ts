import type { CancelTimer, Clock } from '../clock.ts';
import type { Agent } from './agent.ts';
import type { CatalogSync } from './catalog-sync.ts';

const INTERVAL_MS = 30_000;
const LEAST_AFTER_MS = 60_000;

/**
 * Removes services that have been critical for longer than they said they may be: not sooner than
 * after a minute, looking every 30 s. Source: Consul's `DeregisterCriticalServiceAfter`.
 */
export class Reaper {
  readonly #clock: Clock;
  readonly #agent: Agent;
  readonly #sync: CatalogSync;
  readonly #timeScale: number;
  #cancelTimer: CancelTimer = () => {};

  constructor(clock: Clock, agent: Agent, sync: CatalogSync, timeScale: number) {
    this.#clock = clock;
    this.#agent = agent;
    this.#sync = sync;
    this.#timeScale = timeScale;
  }

  start(): void {
    this.#cancelTimer = this.#clock.setTimer(INTERVAL_MS * this.#timeScale, () => {
      this.#reap();
      this.start();
    });
  }

  stop(): void {
    this.#cancelTimer();
  }

  #reap(): void {
    const nowMs = this.#clock.nowMs();
    for (const { spec, definition, criticalSinceMs } of this.#agent.checks.values()) {
      if (spec.deregisterAfterMs <= 0 || criticalSinceMs === null) continue;
      const afterMs = Math.max(spec.deregisterAfterMs, LEAST_AFTER_MS) * this.#timeScale;
      if (nowMs - criticalSinceMs <= afterMs || definition.ServiceID === '') continue;
      const reason = `check ${definition.CheckID} was critical for longer than allowed`;
      this.#sync.background(this.#agent.deregisterService(definition.ServiceID, reason));
    }
  }
}
