import { expect, test } from 'vitest';
import type { KnownDifference } from '../known-differences.ts';
import { agrees, checkList, compare } from './compare.ts';
import type { Observation, Plan } from './plan.ts';

const NAME = 'area/behaviour';
const SHARED = { kind: 'shared' } as const;
const PLAN: Plan = {
  files: {},
  programs: [
    {
      service: 'p',
      entry: 'run/p.ts',
      behaviours: [{ area: 'area', name: NAME, process: SHARED }],
    },
  ],
};
const LISTED: readonly KnownDifference[] = [
  { behaviour: NAME, kinds: ['browser'], reason: 'because' },
];

const printed = (...lines: string[]): readonly Observation[] => [{ name: NAME, ran: true, lines }];

test('the same lines agree', () => {
  const comparisons = compare(PLAN, 'browser', printed('a'), printed('a'), []);
  expect(comparisons).toMatchObject([{ name: NAME, outcome: 'same' }]);
  expect(agrees(comparisons)).toBe(true);
});

test('a difference that is not listed fails the run', () => {
  const comparisons = compare(PLAN, 'browser', printed('a'), printed('b'), []);
  expect(comparisons).toMatchObject([{ name: NAME, outcome: 'different' }]);
  expect(agrees(comparisons)).toBe(false);
});

test('a difference that is listed passes, for the kinds that it is listed for', () => {
  const listed = compare(PLAN, 'browser', printed('a'), printed('b'), LISTED);
  expect(listed).toMatchObject([{ outcome: 'known', reason: 'because' }]);
  expect(agrees(listed)).toBe(true);
  expect(agrees(compare(PLAN, 'node', printed('a'), printed('b'), LISTED))).toBe(false);
});

test('a listed difference that is gone fails the run', () => {
  const comparisons = compare(PLAN, 'browser', printed('a'), printed('a'), LISTED);
  expect(comparisons).toMatchObject([{ outcome: 'no-longer-different' }]);
  expect(agrees(comparisons)).toBe(false);
});

test('a behaviour that did not run fails the run, on either side', () => {
  const stopped: readonly Observation[] = [{ name: NAME, ran: false, reason: 'it died' }];
  const inBrowser = compare(PLAN, 'browser', printed('a'), stopped, []);
  expect(inBrowser).toMatchObject([{ outcome: 'did-not-run', reason: 'it died' }]);
  expect(agrees(inBrowser)).toBe(false);
  expect(agrees(compare(PLAN, 'browser', stopped, stopped, []))).toBe(false);
  expect(agrees(compare(PLAN, 'browser', printed('a'), [], []))).toBe(false);
});

test('a list that names what is not there, or one thing twice, is refused', () => {
  expect(() => checkList(PLAN, LISTED)).not.toThrow();
  expect(() => checkList(PLAN, [...LISTED, ...LISTED])).toThrow(/twice/);
  const strange = { behaviour: 'area/gone', kinds: ['browser'], reason: '' } as const;
  expect(() => checkList(PLAN, [strange])).toThrow(/area\/gone.*no behaviour/);
});
