import { expect, test } from 'vitest';
import { keys, MemoryDisk } from '../storage/index.ts';
import { createNotices } from './notices.ts';
import { createStudy } from './study.ts';

function openPage(disk = new MemoryDisk(), stepId = '1.1') {
  const notices = createNotices();
  const nowIso = () => '2026-01-02T03:04:05.678Z';
  const study = createStudy({ stepId, hintCount: 4, store: disk.open(), notices, nowIso });
  return { disk, notices, study };
}

test('hints open one at a time, no more than there are, and stay open after a reload', () => {
  const { study, disk } = openPage();
  study.openHint();
  study.openHint();
  expect(openPage(disk).study.hintsOpened.value).toBe(2);
  for (let n = 0; n < 5; n++) study.openHint();
  expect(study.hintsOpened.value).toBe(4);
});

test('a pass is remembered, and seen by another tab at once', () => {
  const { study, disk } = openPage();
  const other = openPage(disk, '1.2').study;
  study.pass();
  expect(openPage(disk).study.passed.value).toBe(true);
  expect(other.progress.value.steps['1.1']?.passedAt).toBe('2026-01-02T03:04:05.678Z');
});

test('two tabs that record at the same time lose nothing of each other', () => {
  const { study, disk } = openPage();
  const other = openPage(disk, '1.2').study;
  study.pass();
  other.openHint();
  const { progress } = openPage(disk).study;
  expect(progress.value.steps['1.1']?.passedAt).not.toBeNull();
  expect(progress.value.steps['1.2']?.hintsOpened).toBe(1);
});

test('a store that takes nothing is told, and the page goes on without it', () => {
  const { notices, study } = openPage(new MemoryDisk(10));
  study.openHint();
  expect(study.hintsOpened.value).toBe(1);
  expect(notices.list.value.map(({ text }) => text).join()).toContain('storage is full');
});

test('damaged progress stays where it is when there is no room to keep it aside', () => {
  const disk = new MemoryDisk(12);
  const damaged = '{"version":9';
  disk.open().write(keys.progress, damaged);
  const { study } = openPage(disk);
  study.openHint();
  study.openHint();
  expect(study.hintsOpened.value).toBe(2);
  expect(disk.open().read(keys.progress)).toBe(damaged);
});

test('damaged progress is kept aside, and the learner is told', () => {
  const disk = new MemoryDisk();
  disk.open().write(keys.progress, '[]');
  const { notices, study } = openPage(disk);
  expect(study.passed.value).toBe(false);
  expect(notices.list.value[0]?.text).toContain('brownout/1/damaged/progress/');
  expect(disk.open().keys('brownout/1/damaged/progress/')).toHaveLength(1);
});
