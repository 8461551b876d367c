import { expect, test } from 'vitest';
import { Allowance } from './allowance.ts';

test('so much may be taken in a second, and no more', () => {
  const clock = { nowMs: 0 };
  const allowance = new Allowance(10, () => clock.nowMs);
  for (let taken = 0; taken < 10; taken++) expect(allowance.take(1)).toBe(true);
  expect(allowance.take(1)).toBe(false);
  clock.nowMs = 500;
  expect(allowance.take(1)).toBe(true);
});

test('a long rest gives no more than a second does', () => {
  const clock = { nowMs: 0 };
  const allowance = new Allowance(10, () => clock.nowMs);
  clock.nowMs = 60_000;
  expect(allowance.take(11)).toBe(false);
});
