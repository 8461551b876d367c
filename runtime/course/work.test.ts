import { expect, test } from 'vitest';
import { beginWork, isTouched, parseWork, reconcile, serialiseWork } from './work.ts';

const OLD = {
  id: '1.1',
  start: { 'hello/server.ts': 'old server', 'hello/names.ts': 'old names' },
};
const NEW = {
  id: '1.1',
  start: { 'hello/server.ts': 'new server', 'hello/names.ts': 'new names' },
};

test('work comes back as it was stored', () => {
  const work = { ...beginWork(OLD), files: { ...OLD.start, 'hello/server.ts': 'mine' } };

  expect(parseWork(serialiseWork(work))).toEqual({ ok: true, work });
});

test('work is touched when a file was changed, added or removed', () => {
  const work = beginWork(OLD);

  expect(isTouched(work)).toBe(false);
  expect(isTouched({ ...work, files: { ...work.files, 'hello/server.ts': 'mine' } })).toBe(true);
  expect(isTouched({ ...work, files: { ...work.files, 'hello/extra.ts': '' } })).toBe(true);
  expect(isTouched({ ...work, files: { 'hello/server.ts': 'old server' } })).toBe(true);
});

test('work on a step that has not changed stays as it is, without a notice', () => {
  const work = { ...beginWork(OLD), files: { ...OLD.start, 'hello/server.ts': 'mine' } };

  expect(reconcile(work, OLD)).toEqual({ work, notice: null });
});

test('in a newer step, what the learner changed is kept and the rest is new', () => {
  const saved = { ...beginWork(OLD), files: { ...OLD.start, 'hello/server.ts': 'mine' } };
  const { work, notice } = reconcile(saved, NEW);

  expect(work.files).toEqual({ 'hello/server.ts': 'mine', 'hello/names.ts': 'new names' });
  expect(work.base).toEqual(NEW.start);
  expect(notice).toBe(
    'Step 1.1 has changed since you began it: hello/names.ts is new and your hello/server.ts is ' +
      'kept as you left it. Reset gives you the new version and keeps a copy of yours.',
  );
});

test('the notice is given once', () => {
  const saved = { ...beginWork(OLD), files: { ...OLD.start, 'hello/server.ts': 'mine' } };
  const once = reconcile(saved, NEW).work;

  expect(reconcile(once, NEW)).toEqual({ work: once, notice: null });
});

test('work never touched becomes the newer step, and the learner is told', () => {
  const { work, notice } = reconcile(beginWork(OLD), NEW);

  expect(work).toEqual(beginWork(NEW));
  expect(notice).toBe(
    'Step 1.1 has changed since you began it: hello/server.ts and hello/names.ts are new.',
  );
});

test('a file gone from the step is kept if the learner changed it', () => {
  const shrunk = { id: '1.1', start: { 'hello/server.ts': 'old server' } };
  const changed = { ...beginWork(OLD), files: { ...OLD.start, 'hello/names.ts': 'mine' } };
  const kept = reconcile(changed, shrunk);
  const removed = reconcile(beginWork(OLD), shrunk);

  expect(kept.work.files).toEqual({ 'hello/server.ts': 'old server', 'hello/names.ts': 'mine' });
  expect(kept.notice).toMatch(/your hello\/names\.ts is kept/);
  expect(removed.work.files).toEqual(shrunk.start);
  expect(removed.notice).toMatch(/hello\/names\.ts is gone\.$/);
});

test("the learner's own file wins over one that a newer step brings by the same name", () => {
  const grown = { id: '1.1', start: { ...OLD.start, 'hello/extra.ts': 'theirs' } };
  const saved = { ...beginWork(OLD), files: { ...OLD.start, 'hello/extra.ts': 'mine' } };
  const { work, notice } = reconcile(saved, grown);

  expect(work.files['hello/extra.ts']).toBe('mine');
  expect(notice).toMatch(/your hello\/extra\.ts is kept/);
});

test('a file that the learner added is kept without a word', () => {
  const saved = { ...beginWork(OLD), files: { ...OLD.start, 'hello/mine.ts': 'mine' } };

  expect(reconcile(saved, OLD).work.files['hello/mine.ts']).toBe('mine');
  expect(reconcile(saved, OLD).notice).toBe(null);
});

test('a missing file is given again', () => {
  const saved = { ...beginWork(OLD), files: {} };

  expect(reconcile(saved, OLD).work.files).toEqual(OLD.start);
});

test('a learner who already has what the newer step brings is told nothing', () => {
  const saved = { ...beginWork(OLD), files: NEW.start };

  expect(reconcile(saved, NEW)).toEqual({ work: beginWork(NEW), notice: null });
});

test.each([
  ['{', 'it is not JSON'],
  ['null', 'its content is not an object'],
  ['{"version":0}', 'its version is 0, and only version 1 is known'],
  ['{"version":1,"base":{},"files":{}}', 'step is not a string'],
  ['{"version":1,"step":"1.1","files":{}}', 'base is not an object'],
  ['{"version":1,"step":"1.1","base":{},"files":{"a.ts":1}}', 'files["a.ts"] is not a string'],
])('damaged work %j is refused by name', (text, problem) => {
  expect(parseWork(text)).toEqual({ ok: false, problem });
});

test.each([
  '../outside.ts',
  '/etc/outside.ts',
  'a/../../b.ts',
  'a\\..\\b.ts',
  'C:/b.ts',
  'a//b',
  '',
])('stored work cannot name the path %j outside the workspace', (path) => {
  const text = JSON.stringify({ version: 1, step: '1.1', base: {}, files: { [path]: '' } });

  expect(parseWork(text)).toMatchObject({ ok: false, problem: /outside the workspace/ });
});
