import { expect, test } from 'vitest';
import { beginWork, serialiseWork } from '../../../runtime/course/work.ts';
import { keys, listCopies, MemoryDisk, WorkSlot } from './index.ts';

const now = () => '2026-01-02T03:04:05.678Z';
const begun = beginWork({ id: '1.1', start: { 'a.ts': 'start' } });
const withText = (text: string) => ({ ...begun, files: { 'a.ts': text } });

function openTab(disk: MemoryDisk) {
  const store = disk.open();
  const slot = new WorkSlot(store, '1.1', now);
  return { store, slot, found: slot.read() };
}

test('work saved by one page is found by the next', () => {
  const disk = new MemoryDisk();
  expect(openTab(disk).slot.save(withText('mine'))).toBe('saved');
  expect(openTab(disk).found).toEqual({ found: 'work', work: withText('mine') });
});

test('a damaged text is moved aside, whole, and never overwritten', () => {
  const disk = new MemoryDisk();
  disk.open().write(keys.work('1.1'), '{"version":1,"ste');
  const { found, slot, store } = openTab(disk);
  expect(found.found).toBe('damaged');
  slot.save(withText('mine'));
  const key = found.found === 'damaged' ? found.keptUnder : '';
  expect(store.read(key)).toBe('{"version":1,"ste');
});

test('a damaged text that there is no room to move stays until there is', () => {
  const disk = new MemoryDisk(300);
  const damaged = '{"version":1,"ste';
  disk.open().write(keys.work('1.1'), damaged);
  disk.open().write('something else', 'x'.repeat(280));
  const { slot, store } = openTab(disk);
  expect(slot.save(withText('mine'))).toBe('full');
  expect(store.read(keys.work('1.1'))).toBe(damaged);
  store.remove('something else');
  expect(slot.save(withText('mine'))).toBe('saved');
  expect(openTab(disk).found).toEqual({ found: 'work', work: withText('mine') });
  expect(store.keys('brownout/1/damaged/').map((key) => store.read(key))).toEqual([damaged]);
});

test('two tabs that both write keep both versions', () => {
  const disk = new MemoryDisk();
  const first = openTab(disk);
  const second = openTab(disk);
  expect(first.slot.save(withText('first'))).toBe('saved');
  expect(second.slot.save(withText('second'))).toBe('apart');
  expect(second.slot.save(withText('second, longer'))).toBe('apart');
  expect(first.store.read(keys.work('1.1'))).toBe(serialiseWork(withText('first')));
  expect(listCopies(first.store, '1.1').map((copy) => copy.files['a.ts'])).toEqual([
    'second, longer',
  ]);
});

test('a tab that takes over keeps what the other tab wrote as a copy', () => {
  const disk = new MemoryDisk();
  const first = openTab(disk);
  const second = openTab(disk);
  first.slot.save(withText('first'));
  second.slot.save(withText('second'));
  expect(second.slot.takeOver(withText('second'))).toBe('saved');
  expect(first.slot.metOtherTab({ 'a.ts': 'first' })).toBe(true);
  expect(openTab(disk).found).toEqual({ found: 'work', work: withText('second') });
  expect(listCopies(first.store, '1.1').map((copy) => copy.files['a.ts'])).toEqual(['first']);
});

test('a tab that goes on with the other tab writes in its place again', () => {
  const disk = new MemoryDisk();
  const first = openTab(disk);
  const second = openTab(disk);
  first.slot.save(withText('first'));
  second.slot.save(withText('second'));
  expect(second.slot.takeOther()).toEqual(withText('first'));
  expect(second.slot.save(withText('first and second'))).toBe('saved');
});

test('the same files from two tabs are no conflict', () => {
  const disk = new MemoryDisk();
  const first = openTab(disk);
  const second = openTab(disk);
  first.slot.save(withText('same'));
  expect(second.slot.metOtherTab({ 'a.ts': 'same' })).toBe(false);
  expect(second.slot.save(withText('same'))).toBe('saved');
});

test('a full store says so and keeps what it had', () => {
  const disk = new MemoryDisk(serialiseWork(withText('short')).length);
  const { slot } = openTab(disk);
  expect(slot.save(withText('short'))).toBe('saved');
  expect(slot.save(withText('much longer than that'))).toBe('full');
  expect(openTab(disk).found).toEqual({ found: 'work', work: withText('short') });
});
