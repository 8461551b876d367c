import { expect, test } from 'vitest';
import { keys, MemoryDisk } from '../storage/index.ts';
import { createNotices } from './notices.ts';
import { createWork } from './work.ts';

const step = {
  id: '1.1',
  edit: ['a.ts'],
  start: { 'a.ts': 'start' },
  solution: { 'a.ts': 'solved' },
};

function openPage(disk = new MemoryDisk(), from = step) {
  const notices = createNotices();
  let second = 0;
  const nowIso = () => new Date(second++ * 1000).toISOString();
  const work = createWork({ step: from, store: disk.open(), notices, nowIso });
  const press = (label: string) =>
    notices.list.value.flatMap((notice) => notice.actions).find((one) => one.label === label);
  return { disk, work, notices, press };
}

const texts = (page: ReturnType<typeof openPage>) =>
  page.notices.list.value.map((notice) => notice.text).join('\n');

test('what was typed is there after a reload', () => {
  const { work, disk } = openPage();
  work.edit('a.ts', 'mine');
  expect(openPage(disk).work.files.value).toEqual({ 'a.ts': 'mine' });
});

test('reset gives the step its own files and keeps a copy that can be brought back', () => {
  const page = openPage();
  page.work.edit('a.ts', 'mine');
  page.work.reset();
  expect(page.work.files.value).toEqual(step.start);
  expect(page.work.touched.value).toBe(false);
  page.press('Bring mine back')?.run();
  expect(page.work.files.value).toEqual({ 'a.ts': 'mine' });
});

test('a copy survives a reload', () => {
  const { work, disk } = openPage();
  work.edit('a.ts', 'mine');
  work.reset();
  const later = openPage(disk).work;
  const [copy] = later.copies.value;
  if (copy === undefined) throw new Error('no copy');
  later.restore(copy);
  expect(later.files.value).toEqual({ 'a.ts': 'mine' });
});

test('the solution replaces the files after keeping a copy, and resetting it keeps none', () => {
  const { work } = openPage();
  work.edit('a.ts', 'mine');
  work.solve();
  expect(work.files.value).toEqual(step.solution);
  work.reset();
  expect(work.copies.value.map((copy) => copy.files['a.ts'])).toEqual(['mine']);
});

test('nothing is replaced when there is no room for a copy', () => {
  const page = openPage(new MemoryDisk(150));
  page.work.edit('a.ts', 'mine');
  page.work.reset();
  expect(page.work.files.value).toEqual({ 'a.ts': 'mine' });
  expect(texts(page)).toContain('no room for a copy');
});

test('a full store is told, and the files in the editor go on', () => {
  const page = openPage(new MemoryDisk(10));
  page.work.edit('a.ts', 'mine');
  expect(page.work.files.value).toEqual({ 'a.ts': 'mine' });
  expect(texts(page)).toContain('storage is full');
});

test('damaged work is told and kept', () => {
  const disk = new MemoryDisk();
  disk.open().write(keys.work('1.1'), 'damaged');
  const page = openPage(disk);
  expect(page.work.files.value).toEqual(step.start);
  expect(texts(page)).toContain('brownout/1/damaged/work/1.1/');
});

test('a newer version of the step keeps what the learner wrote and tells them once', () => {
  const { work, disk } = openPage();
  work.edit('a.ts', 'mine');
  const newer = { ...step, start: { 'a.ts': 'newer start' } };
  const page = openPage(disk, newer);
  expect(page.work.files.value).toEqual({ 'a.ts': 'mine' });
  expect(texts(page)).toContain('has changed since you began it');
  expect(openPage(disk, newer).notices.list.value).toEqual([]);
});

test('the second of two tabs is told, and can go on with either version', () => {
  const disk = new MemoryDisk();
  const first = openPage(disk);
  const second = openPage(disk);
  first.work.edit('a.ts', 'first');
  expect(texts(second)).toContain('Another tab has changed');
  expect(first.notices.list.value).toEqual([]);
  second.work.edit('a.ts', 'second');
  second.press("Use the other tab's files")?.run();
  expect(second.work.files.value).toEqual({ 'a.ts': 'first' });
  expect(second.work.copies.value.map((copy) => copy.files['a.ts'])).toEqual(['second']);
});
