import type { Compare } from '../messages/kv.ts';
import { intervalOf } from '../mvcc/interval.ts';
import type { Store } from '../mvcc/store.ts';
import type { Incoming } from '../schema/schema.ts';

type Comparison = Incoming<typeof Compare>;

interface Comparable {
  readonly version: number;
  readonly create_revision: number;
  readonly mod_revision: number;
  readonly value: string;
  readonly lease: bigint;
}

const ABSENT: Comparable = {
  version: 0,
  create_revision: 0,
  mod_revision: 0,
  value: '',
  lease: 0n,
};

/** Whether it holds for each key that it names. etcd 3.4: apply.go, `applyCompare`. */
export function holds(store: Store, comparison: Comparison): boolean {
  let found = 0;
  let failed = 0;
  store.visitAt(store.revision, intervalOf(comparison.key, comparison.range_end), (version) => {
    found++;
    if (!compare(comparison, version)) failed++;
  });
  if (found > 0) return failed === 0;
  // A key that is not there has no value, not even an empty one.
  return comparison.target !== 'VALUE' && compare(comparison, ABSENT);
}

function compare(comparison: Comparison, actual: Comparable): boolean {
  const order = difference(comparison, actual);
  switch (comparison.result) {
    case 'EQUAL':
      return order === 0;
    case 'NOT_EQUAL':
      return order !== 0;
    case 'GREATER':
      return order > 0;
    case 'LESS':
      return order < 0;
    default:
      return true;
  }
}

function difference(given: Comparison, actual: Comparable): number {
  switch (given.target) {
    case 'VERSION':
      return order(actual.version, given.version);
    case 'CREATE':
      return order(actual.create_revision, given.create_revision);
    case 'MOD':
      return order(actual.mod_revision, given.mod_revision);
    case 'VALUE':
      return order(actual.value, given.value);
    case 'LEASE':
      return order(actual.lease, given.lease);
    default:
      return 0;
  }
}

function order<T extends number | string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
