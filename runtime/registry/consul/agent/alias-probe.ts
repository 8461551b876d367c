import { quote } from '../../go/index.ts';
import type { CheckRow, Status } from '../state/rows.ts';
import type { Store } from '../state/store.ts';
import type { Probe, Report } from './probe.ts';

/** Whose checks an alias looks at, and which of them is the alias itself. */
export interface Aliased {
  readonly node: string;
  readonly service: string;
  readonly ownCheckId: string;
}

/** A check that is as another service's checks are, or as a node's own are. */
export class AliasProbe implements Probe {
  readonly #store: Store;
  readonly #aliased: Aliased;
  readonly #report: Report;
  #stop = () => {};

  constructor(store: Store, aliased: Aliased, report: Report) {
    this.#store = store;
    this.#aliased = aliased;
    this.#report = report;
    this.#look();
  }

  stop(): void {
    this.#stop();
  }

  #look(): void {
    this.#stop = this.#store.watchers.watch(['checks'], () => this.#look());
    const { node, service, ownCheckId } = this.#aliased;
    const checks = this.#store.checks.rows(`${node}\0`).filter(({ ServiceID, CheckID }) => {
      return CheckID !== ownCheckId && (ServiceID === '' || ServiceID === service);
    });
    this.#report(...judge(checks));
  }
}

function judge(checks: readonly CheckRow[]): [Status, string] {
  const worst =
    checks.find(({ Status }) => Status === 'critical') ??
    checks.find(({ Status }) => Status === 'warning');
  if (worst === undefined) return ['passing', 'All checks passing.'];
  return [worst.Status, `Aliased check ${quote(worst.Name)} failing: ${worst.Output}`];
}
