import { expect, test } from 'vitest';
import {
  currentStep,
  emptyProgress,
  parseProgress,
  recordHint,
  recordOpened,
  recordPassed,
  recordSolution,
  serialiseProgress,
  stepProgress,
} from './progress.ts';

const STEPS = [{ id: '1.1' }, { id: '1.2' }, { id: '2.1' }];

test('progress comes back as it was stored', () => {
  let progress = recordOpened(emptyProgress(), '1.2');
  progress = recordPassed(progress, '1.1', '2026-01-02T03:04:05.000Z');
  progress = recordSolution(recordHint(recordHint(progress, '1.2'), '1.2'), '1.2');

  expect(parseProgress(serialiseProgress(progress))).toEqual({ ok: true, progress });
  expect(stepProgress(progress, '1.2')).toEqual({
    passedAt: null,
    hintsOpened: 2,
    solutionOpened: true,
  });
});

test('passing again keeps the time of the first pass', () => {
  const first = recordPassed(emptyProgress(), '1.1', '2026-01-01T00:00:00.000Z');
  const again = recordPassed(first, '1.1', '2026-02-01T00:00:00.000Z');

  expect(stepProgress(again, '1.1').passedAt).toBe('2026-01-01T00:00:00.000Z');
});

test('recording leaves the progress it was given alone', () => {
  const before = emptyProgress();
  recordHint(before, '1.1');

  expect(before).toEqual(emptyProgress());
});

test('steps that this course does not have are kept', () => {
  const stored = serialiseProgress(recordHint(emptyProgress(), '99.1'));
  const parsed = parseProgress(stored);
  if (!parsed.ok) throw new Error(parsed.problem);

  expect(stepProgress(recordHint(parsed.progress, '1.1'), '99.1').hintsOpened).toBe(1);
});

test('a step named like a member of every object has no progress of its own', () => {
  expect(stepProgress(emptyProgress(), 'constructor').hintsOpened).toBe(0);
});

test.each([
  ['', 'it is not JSON'],
  ['{"version": 1', 'it is not JSON'],
  ['[]', 'its content is not an object'],
  ['{}', 'its version is missing, and only version 1 is known'],
  ['{"version":2,"current":null,"steps":{}}', 'its version is 2, and only version 1 is known'],
  ['{"version":1,"steps":{}}', 'current is not a string'],
  ['{"version":1,"current":null,"steps":[]}', 'steps is not an object'],
  ['{"version":1,"current":null,"steps":{"1.1":3}}', 'steps["1.1"] is not an object'],
  [step({ passedAt: 'yesterday' }), 'steps["1.1"].passedAt is not a time'],
  [step({ passedAt: 7 }), 'steps["1.1"].passedAt is not a string'],
  [step({ hintsOpened: -1 }), 'steps["1.1"].hintsOpened is not a whole number'],
  [step({ hintsOpened: 1.5 }), 'steps["1.1"].hintsOpened is not a whole number'],
  [step({ solutionOpened: 'no' }), 'steps["1.1"].solutionOpened is neither true nor false'],
])('damaged progress %j is refused by name', (text, problem) => {
  expect(parseProgress(text)).toEqual({ ok: false, problem });
});

test('the step to open is the one last opened', () => {
  expect(currentStep(recordOpened(emptyProgress(), '2.1'), STEPS)?.id).toBe('2.1');
});

test('without one last opened, the step to open is the first not passed', () => {
  const passed = recordPassed(emptyProgress(), '1.1', '2026-01-01T00:00:00.000Z');

  expect(currentStep(emptyProgress(), STEPS)?.id).toBe('1.1');
  expect(currentStep(passed, STEPS)?.id).toBe('1.2');
  expect(currentStep(recordOpened(passed, 'gone'), STEPS)?.id).toBe('1.2');
});

test('when all is passed, the step to open is the last', () => {
  const all = STEPS.reduce(
    (progress, { id }) => recordPassed(progress, id, '2026-01-01T00:00:00.000Z'),
    emptyProgress(),
  );

  expect(currentStep(all, STEPS)?.id).toBe('2.1');
});

function step(fields: object): string {
  const whole = { passedAt: null, hintsOpened: 0, solutionOpened: false, ...fields };
  return JSON.stringify({ version: 1, current: null, steps: { '1.1': whole } });
}
