import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { scenario, type Verdict } from '../../../runtime/scenario/index.ts';
import { type CheckParts, createCheck } from './check.ts';
import { createFakeSandbox } from './fake-sandbox.ts';

const files = { 'a.ts': 'one' };
const passed: Verdict = { outcome: 'passed', sentence: 'All is well.', schedules: null };

function open(runCheck: CheckParts['runCheck']) {
  const onPassed = vi.fn();
  const greets = scenario('greets', async () => '');
  const check = createCheck({
    step: { services: [] },
    files: signal(files),
    makeSandbox: async () => createFakeSandbox(),
    load: async () => ({ runCheck, scenario: greets }),
    seed: () => 7,
    onPassed,
  });
  return { check, onPassed };
}

test('a verdict is shown with the files it is about, and a pass is recorded', async () => {
  const { check, onPassed } = open(async () => passed);
  await check.run();
  expect(check.current.value).toEqual({ state: 'done', verdict: passed, files });
  expect(onPassed).toHaveBeenCalledOnce();
});

test('while it runs, a check says what it is doing', async () => {
  const seen: string[] = [];
  const { check } = open(async (_scenario, { onProgress }) => {
    onProgress('greets');
    seen.push(check.current.value.state === 'running' ? check.current.value.doing : '');
    return passed;
  });
  await check.run();
  expect(seen).toEqual(['greets']);
});

test('a check that is stopped gives no verdict', async () => {
  const { check, onPassed } = open(
    (_scenario, { signal }) =>
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
