import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import { type Checks, createCheck } from './check.ts';

const files = { 'a.ts': 'one' };
const passed: Verdict = { outcome: 'passed', sentence: 'All is well.', schedules: 3 };
const simulated = { kind: 'simulated' };

function open(simulate: Checks['simulate']) {
  const onPassed = vi.fn();
  const live: Checks['live'] = async () => ({ verdict: passed, leavesOut: ['Pauses.'] });
  const check = createCheck({ files: signal(files), checks: { simulate, live }, onPassed });
  return { check, onPassed };
}

test('a verdict is shown with the files it is about, and a pass is recorded', async () => {
  const { check, onPassed } = open(async () => passed);
  await check.run();
  expect(check.current.value).toEqual({ state: 'done', verdict: passed, files, how: simulated });
  expect(onPassed).toHaveBeenCalledOnce();
});

test('a live run is shown with what it leaves out, and counts for no pass', async () => {
  const { check, onPassed } = open(async () => passed);
  await check.runLive();
  const how = { kind: 'live', leavesOut: ['Pauses.'] };
  expect(check.current.value).toEqual({ state: 'done', verdict: passed, files, how });
  expect(onPassed).not.toHaveBeenCalled();
});

test('while it runs, a check says what it is doing', async () => {
  const seen: string[] = [];
  const { check } = open(async (_files, { onProgress }) => {
    onProgress('Schedule 1 of 3');
    seen.push(check.current.value.state === 'running' ? check.current.value.doing : '');
    return passed;
  });
  await check.run();
  expect(seen).toEqual(['Schedule 1 of 3']);
});

test('a check that is stopped gives no verdict', async () => {
  const { check, onPassed } = open(
    (_files, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const run = check.run();
  await expect.poll(() => check.current.value.state).toBe('running');
  check.stop();
  await run;
  expect(check.current.value).toEqual({ state: 'stopped' });
  expect(onPassed).not.toHaveBeenCalled();
});

test("a check's own fault is no verdict on the learner's code", async () => {
  const { check } = open(() => Promise.reject(new Error('no such service')));
  await check.run();
  expect(check.current.value).toEqual({ state: 'broken', message: 'no such service' });
});
