import { expect, test } from 'vitest';
import { prefixInterval } from './interval.ts';
import { KeyIndex } from './key-index.ts';
import { Store } from './store.ts';
import type { Version } from './version.ts';

const put = (store: Store, key: string, value: string) => {
  const write = store.write();
  write.put(key, value, 0n);
  write.end();
};

const drop = (store: Store, key: string) => {
  const write = store.write();
  write.delete(store.get(key) as Version);
  write.end();
};

const readAt = (store: Store, revision: number) => {
  const found: string[] = [];
  store.visitAt(revision, { from: '', to: null }, ({ key, value }) =>
    found.push(`${key}=${value}`),
  );
  return found.join(' ');
};

test('compaction forgets what no read can see, and nothing else', () => {
  const store = new Store();
  put(store, 'a', '1');
  put(store, 'b', '1');
  put(store, 'a', '2');
  drop(store, 'b');
  put(store, 'b', '2');
  put(store, 'a', '3');
  expect(readAt(store, 4)).toBe('a=2 b=1');
  store.compact(5);
  expect([readAt(store, 5), readAt(store, 6), readAt(store, 7)]).toEqual([
    'a=2',
    'a=2 b=2',
    'a=3 b=2',
  ]);
  expect(store.bytes).toBe('a2b2a3'.length);
  store.compact(7);
  expect([store.history.length, store.bytes]).toEqual([1, 4]);
  expect(readAt(store, 7)).toBe('a=3 b=2');
});

test('of a key that its own revision put and deleted nothing is left for those who watch', () => {
  const store = new Store();
  const write = store.write();
  write.put('a', '1', 0n);
  write.put('b', '1', 0n);
  write.delete(store.get('a') as Version);
  write.end();
  put(store, 'a', '2');
  store.compact(2);
  expect(store.history.all().map(({ key, value }) => key + value)).toEqual(['b1', 'a2']);
});

test('a key that is gone leaves nothing behind once that is compacted', () => {
  const store = new Store();
  put(store, 'a', '1');
  drop(store, 'a');
  store.compact(3);
  expect([store.keys.size, store.history.length, store.bytes]).toEqual([0, 0, 0]);
});

test('keys are found in their order, however they came', () => {
  const index = new KeyIndex();
  const keys = Array.from({ length: 5000 }, (_, at) => String((at * 7919) % 5000).padStart(5, '0'));
  for (const key of keys) index.add({ key, latest: { key } as Version });
  for (const key of keys.filter((_, at) => at % 3 === 0)) index.delete(key);
  const kept = keys.filter((_, at) => at % 3 !== 0).sort();
  for (const interval of [
    { from: '', to: null },
    { from: '00100', to: '03210' },
    prefixInterval('012'),
    { from: '04999', to: '04999\0' },
    { from: '3', to: '1' },
  ]) {
    const found: string[] = [];
    index.visit(interval, ({ key }) => found.push(key));
    const { from, to } = interval;
    expect(found).toEqual(kept.filter((key) => key >= from && (to === null || key < to)));
  }
});

test('the range of a prefix ends where its last byte that can be is one more', () => {
  expect(prefixInterval('a\xff')).toEqual({ from: 'a\xff', to: 'b' });
  expect(prefixInterval('\xff')).toEqual({ from: '\xff', to: null });
});
