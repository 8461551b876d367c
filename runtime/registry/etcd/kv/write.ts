import type { Leases } from '../lease/leases.ts';
import type {
  DeleteRangeRequest,
  DeleteRangeResponse,
  PutRequest,
  PutResponse,
} from '../messages/kv.ts';
import { contains, type Interval, intervalOf } from '../mvcc/interval.ts';
import type { Store, Write } from '../mvcc/store.ts';
import type { Version } from '../mvcc/version.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import { refusals } from '../status.ts';

type Put = Incoming<typeof PutRequest>;

/**
 * Refuses a put that the state as it is does not allow, with these keys gone; called before anything
 * is changed.
 */
export function checkPutApplies(
  store: Store,
  leases: Leases,
  request: Put,
  gone: readonly Interval[] = [],
): void {
  const needsKey = request.ignore_value || request.ignore_lease;
  const isThere =
    store.get(request.key) !== null && !gone.some((interval) => contains(interval, request.key));
  if (needsKey && !isThere) throw refusals.keyNotFound();
  if (request.lease !== 0n && !leases.has(request.lease)) throw refusals.leaseNotFound();
}

/** Carries out a put that `checkPutApplies` has let pass. */
export function put(
  store: Store,
  leases: Leases,
  write: Write,
  request: Put,
): Outgoing<typeof PutResponse> {
  const previous = store.get(request.key);
  const value = request.ignore_value ? (previous?.value ?? '') : request.value;
  const lease = request.ignore_lease ? (previous?.lease ?? 0n) : request.lease;
  write.put(request.key, value, lease);
  leases.move(request.key, previous?.lease ?? 0n, lease);
  const header = { revision: write.revision };
  return request.prev_kv && previous !== null ? { header, prev_kv: previous } : { header };
}

export function deleteRange(
  store: Store,
  leases: Leases,
  write: Write,
  request: Incoming<typeof DeleteRangeRequest>,
): Outgoing<typeof DeleteRangeResponse> {
  const gone: Version[] = [];
  store.visitAt(write.revision, intervalOf(request.key, request.range_end), (version) =>
    gone.push(version),
  );
  for (const version of gone) {
    write.delete(version);
    leases.move(version.key, version.lease, 0n);
  }
  const answer = { header: { revision: write.visible }, deleted: gone.length };
  return request.prev_kv ? { ...answer, prev_kvs: gone } : answer;
}
