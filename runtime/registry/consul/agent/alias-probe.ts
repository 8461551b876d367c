import type { CheckRow, Status } from '../state/rows.ts';
import type { Store } from '../state/store.ts';
import type { Probe, Report } from './probe.ts';

/** A check that is as another service's checks are, or as a node's own are. */
export class AliasProbe implements Probe {
  readonly #store: Store;
  readonly #node: string;
  readonly #service: string;
  readonly #report: Report;
  #stop = () => {};

  constructor(store: Store, node: string, service: string, report: Report) {
    this.#store = store;
    this.#node = node;
    this.#service = service;
    this.#report = report;
    this.#look();
  }

  stop(): void {
    this.#stop();
  }

  #look(): void {
    this.#stop = this.#store.watchers.watch(['checks'], () => this.#look());
    const checks = this.#store.checks
      .rows(`${this.#node}\0`)
      .filter(({ ServiceID }) => ServiceID === '' || ServiceID === this.#service);
    this.#report(...judge(checks));
  }
}

function judge(checks: readonly CheckRow[]): [Status, string] {
  const worst =
    checks.find(({ Status }) => Status === 'critical') ??
    checks.find(({ Status }) => Status === 'warning');
  if (worst === undefined) return ['passing', 'All checks passing.'];
  return [worst.Status, `Aliased check ${JSON.stringify(worst.Name)} failing: ${worst.Output}`];
}
