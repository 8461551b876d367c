import type { KeyValue, RangeRequest, RangeResponse } from '../messages/kv.ts';
import { intervalOf } from '../mvcc/interval.ts';
import type { Store } from '../mvcc/store.ts';
import { at, type Version } from '../mvcc/version.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import { Code, Refusal } from '../status.ts';

type Request = Incoming<typeof RangeRequest>;

/**
 * Answers a range at the revision that is asked for. `visible` is the one that reads see now: within
 * a transaction its own, once it has written. etcd 3.4: apply.go, `applierV3backend.Range`.
 */
export function range(
  store: Store,
  request: Request,
  visible: number,
): Outgoing<typeof RangeResponse> {
  const header = { revision: visible };
  const revision = request.revision > 0 ? request.revision : visible;
  const interval = intervalOf(request.key, request.range_end);
  const found: Version[] = [];
  const wanted = request.count_only ? 0 : wantedCount(request);
  let count = 0;
  store.keys.visit(interval, (entry) => {
    const version = at(revision, entry);
    if (version === null) return;
    if (count < wanted) found.push(version);
    count++;
  });
  if (request.count_only) return { header, count };

  const sorted = sort(request, filter(request, found));
  const more = request.limit > 0 && sorted.length > request.limit;
  const kvs = more ? sorted.slice(0, request.limit) : sorted;
  return { header, kvs: request.keys_only ? kvs.map(withoutValue) : kvs, more, count };
}

/**
 * How many keys are looked at. All of them where they are ordered or filtered afterwards, but for a
 * sort by a target without an order: then etcd sorts only the first ones.
 */
function wantedCount(request: Request): number {
  const isAll =
    request.limit <= 0 ||
    request.sort_order !== 'NONE' ||
    request.min_mod_revision !== 0 ||
    request.max_mod_revision !== 0 ||
    request.min_create_revision !== 0 ||
    request.max_create_revision !== 0;
  return isAll ? Number.POSITIVE_INFINITY : request.limit + 1;
}

function filter(request: Request, versions: Version[]): Version[] {
  const { max_mod_revision, min_mod_revision, max_create_revision, min_create_revision } = request;
  if (!(max_mod_revision || min_mod_revision || max_create_revision || min_create_revision)) {
    return versions;
  }
  return versions.filter(
    (version) =>
      (max_mod_revision === 0 || version.mod_revision <= max_mod_revision) &&
      (min_mod_revision === 0 || version.mod_revision >= min_mod_revision) &&
      (max_create_revision === 0 || version.create_revision <= max_create_revision) &&
      (min_create_revision === 0 || version.create_revision >= min_create_revision),
  );
}

const TARGETS = {
  KEY: 'key',
  VERSION: 'version',
  CREATE: 'create_revision',
  MOD: 'mod_revision',
  VALUE: 'value',
} as const;

function sort({ sort_order, sort_target }: Request, versions: Version[]): Version[] {
  const isAsFound = sort_target === 'KEY' && sort_order === 'NONE';
  if (isAsFound) return versions;
  // The real server dies of this.
  if (typeof sort_target === 'number') {
    throw new Refusal(Code.INVALID_ARGUMENT, `etcdserver: unknown sort target ${sort_target}`);
  }
  const member = TARGETS[sort_target];
  const sign = sort_order === 'DESCEND' ? -1 : 1;
  if (typeof sort_order === 'number') return versions;
  return versions.sort((a, b) =>
    a[member] < b[member] ? -sign : a[member] > b[member] ? sign : 0,
  );
}

function withoutValue(version: Version): Outgoing<typeof KeyValue> {
  return { ...version, value: '' };
}
