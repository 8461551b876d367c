import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { CheckerError } from '../../../runtime/scenario/checker/error.ts';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import { type Checks, createCheck } from './check.ts';

const files = { 'a.ts': 'one' };
const passed: Verdict = { outcome: 'passed', sentence: 'All is well.', schedules: 3 };
const simulated = { kind: 'simulated' };

const noReplay: Checks['replay'] = () => Promise.reject(new Error('not asked for'));

function open(simulate: Checks['simulate'], replay = noReplay) {
  const onPassed = vi.fn();
  const live: Checks['live'] = async () => ({
    verdict: passed,
    where: 'browser',
    leavesOut: ['Pauses.'],
  });
  const check = createCheck({ files: signal(files), checks: { simulate, replay, live }, onPassed });
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
  const how = { kind: 'live', where: 'browser', leavesOut: ['Pauses.'] };
  expect(check.current.value).toEqual({ state: 'done', verdict: passed, files, how });
  expect(onPassed).not.toHaveBeenCalled();
});

test('a schedule that is replayed is shown with its run, and counts for no pass', async () => {
  const run = [{ seq: 0, atMs: 0, type: 'power-lost', instance: 'a-1', point: null }] as const;
  const { check, onPassed } = open(
    async () => passed,
    async () => ({ verdict: passed, run }),
  );
  await check.replay('17-q');
  const how = { kind: 'replayed', token: '17-q', run };
  expect(check.current.value).toEqual({ state: 'done', verdict: passed, files, how });
  expect(onPassed).not.toHaveBeenCalled();
});

test('what is no schedule is refused, with what would be one', async () => {
  const refusal = new CheckerError('"x" is no schedule.', 'Copy one.');
  const { check } = open(
    async () => passed,
    () => Promise.reject(refusal),
  );
  await check.replay('x');
  const { message, hint } = refusal;
  expect(check.current.value).toEqual({ state: 'refused', message, hint });
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
