import { expect, test } from 'vitest';
import { Store, type Write } from '../mvcc/store.ts';
import type { Version } from '../mvcc/version.ts';
import { eventsOf } from './events.ts';

function told(store: Store, change: (write: Write) => void): string[] {
  const write = store.write();
  change(write);
  write.end();
  const events = eventsOf(write.changes, { withPrevious: true, isWanted: () => true });
  return events.map(({ type, kv, prev_kv }) => `${type} ${kv?.value} after ${prev_kv?.value}`);
}

// Asked of etcd 3.4.23.
test('what a key was before an event is what it was before its revision, or nothing if it made the key', () => {
  const store = new Store();
  const drop = (write: Write) => write.delete(store.get('a') as Version);
  const changes: ((write: Write) => void)[] = [
    (write) => {
      write.put('a', '1', 0n);
      drop(write);
    },
    (write) => write.put('a', '2', 0n),
    (write) => {
      drop(write);
      write.put('a', '3', 0n);
    },
    drop,
  ];
  expect(changes.map((change) => told(store, change))).toEqual([
    ['PUT 1 after undefined', 'DELETE  after undefined'],
    ['PUT 2 after undefined'],
    ['DELETE  after 2', 'PUT 3 after undefined'],
    ['DELETE  after 3'],
  ]);
});
