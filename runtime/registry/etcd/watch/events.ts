import type { Event } from '../messages/watch.ts';
import { beforeRevision, type Version } from '../mvcc/version.ts';
import type { Outgoing } from '../schema/schema.ts';

export type WatchEvent = Outgoing<typeof Event>;

export interface EventOptions {
  readonly withPrevious: boolean;
  readonly isWanted: (version: Version) => boolean;
}

/** Changes as a watcher is told of them. */
export function eventsOf(
  changes: readonly Version[],
  { withPrevious, isWanted }: EventOptions,
): WatchEvent[] {
  return changes.filter(isWanted).map((version) => {
    const type = version.version === 0 ? 'DELETE' : 'PUT';
    const isCreated = version.create_revision === version.mod_revision;
    const prev_kv = withPrevious && !isCreated ? beforeRevision(version) : null;
    return prev_kv === null ? { type, kv: version } : { type, kv: version, prev_kv };
  });
}

/** About the bytes that an event takes in a message. */
export function sizeOf({ kv, prev_kv }: WatchEvent): number {
  return [kv, prev_kv].reduce(
    (sum, version) => sum + 32 + (version?.key?.length ?? 0) + (version?.value?.length ?? 0),
    0,
  );
}
