import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { StartBudget } from './start-budget.ts';

/** A budget of which nothing is left, and its clock. */
function spent() {
  const clock = { nowMs: 0 };
  const budget = new StartBudget(() => clock.nowMs);
  for (let start = 0; start < LIMITS.startsInBurst; start++) expect(budget.take()).toBe(true);
  return { clock, budget };
}

test('after a burst, starts are allowed so many a second', () => {
  const { clock, budget } = spent();
  expect(budget.take()).toBe(false);
  clock.nowMs = 1000;
  for (let start = 0; start < LIMITS.startsPerSecond; start++) expect(budget.take()).toBe(true);
  expect(budget.take()).toBe(false);
});

test('whoever ends a busy process waits until its thread has burnt out', () => {
  const { clock, budget } = spent();
  budget.endedBusy();
  clock.nowMs = LIMITS.burningMs;
  expect(budget.take()).toBe(false);
  clock.nowMs += 1000;
  expect(budget.take()).toBe(true);
});

test('a long rest allows no more than the burst', () => {
  const { clock, budget } = spent();
  clock.nowMs = 1_000_000;
  for (let start = 0; start < LIMITS.startsInBurst; start++) expect(budget.take()).toBe(true);
  expect(budget.take()).toBe(false);
});
