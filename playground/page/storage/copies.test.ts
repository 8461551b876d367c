import { expect, test } from 'vitest';
import { beginWork } from '../../../runtime/course/work.ts';
import { COPIES_KEPT, keepCopy, keys, listCopies, MemoryDisk } from './index.ts';

const work = (text: string) => beginWork({ id: '1.1', start: { 'a.ts': text } });
const at = (second: number) => new Date(second * 1000).toISOString();

test('copies are listed newest first, each with the time it was made', () => {
  const store = new MemoryDisk().open();
  keepCopy(store, work('old'), at(1));
  keepCopy(store, work('new'), at(2));
  expect(listCopies(store, '1.1').map((copy) => [copy.madeAt, copy.files['a.ts']])).toEqual([
    [at(2), 'new'],
    [at(1), 'old'],
  ]);
});

test('two copies made at the same moment are both kept', () => {
  const store = new MemoryDisk().open();
  keepCopy(store, work('one'), at(1));
  keepCopy(store, work('two'), at(1));
  expect(listCopies(store, '1.1').map((copy) => copy.files['a.ts'])).toEqual(['two', 'one']);
});

test('the oldest copies go when there are too many', () => {
  const store = new MemoryDisk().open();
  for (let n = 0; n < COPIES_KEPT + 3; n++) keepCopy(store, work(`${n}`), at(n));
  const kept = listCopies(store, '1.1');
  expect(kept).toHaveLength(COPIES_KEPT);
  expect(kept.at(-1)?.files['a.ts']).toBe('3');
});

test('a copy that cannot be read is left where it is and not listed', () => {
  const store = new MemoryDisk().open();
  store.write(keys.copy('1.1', at(1)), 'not JSON');
  expect(listCopies(store, '1.1')).toEqual([]);
  expect(store.read(keys.copy('1.1', at(1)))).toBe('not JSON');
});

test('copies of step 1.1 are not those of step 1.10', () => {
  const store = new MemoryDisk().open();
  keepCopy(store, beginWork({ id: '1.10', start: { 'a.ts': 'ten' } }), at(1));
  expect(listCopies(store, '1.1')).toEqual([]);
});
