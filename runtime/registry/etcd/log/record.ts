import { KeyValue } from '../messages/kv.ts';
import {
  bool,
  type Incoming,
  id64,
  int64,
  message,
  type Outgoing,
  repeated,
  sub,
} from '../schema/schema.ts';

const LeaseRecord = message('brownout.LeaseRecord', { ID: id64(1), TTL: int64(2) });

/** One step of what an etcd went through. */
export const LogRecord = message('brownout.LogRecord', {
  /** What a write made of its keys, as they then were; a `version` of 0 is a deletion. */
  changes: repeated(sub(1, KeyValue)),
  granted: sub(2, LeaseRecord),
  /** A lease that was taken back, in one step with its keys. */
  revoked: sub(3, LeaseRecord),
  /** A compaction to this revision, which is one more here: 0 is none. */
  compacted_plus_one: int64(4),
  /** The first record of a log that was written anew: what it knows up to this revision. */
  snapshot: bool(5),
  revision: int64(6),
});

export type WrittenRecord = Outgoing<typeof LogRecord>;
export type ReadRecord = Incoming<typeof LogRecord>;
