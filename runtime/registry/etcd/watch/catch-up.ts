import { contains, type Interval } from '../mvcc/interval.ts';
import type { Store } from '../mvcc/store.ts';
import type { Version } from '../mvcc/version.ts';

/** As many changes as one message tells of when a watcher reads from history. */
const BATCH_REVISIONS = 1000;

export interface Batch {
  readonly changes: readonly Version[];
  /** The revision to go on from. */
  readonly next: number;
}

/** What happened in the interval from this revision on, some of it; all revisions must be kept. */
export function readBatch({ history, revision }: Store, from: number, interval: Interval): Batch {
  const changes: Version[] = [];
  let revisions = 0;
  let last = 0;
  for (let place = history.placeOf(from); ; place++) {
    const version = history.get(place);
    if (version === undefined) return { changes, next: revision + 1 };
    if (!contains(interval, version.key)) continue;
    if (version.mod_revision !== last) {
      if (revisions === BATCH_REVISIONS) return { changes, next: version.mod_revision };
      last = version.mod_revision;
      revisions++;
    }
    changes.push(version);
  }
}
