import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { VirtualTime } from './testing/virtual-time.ts';

const DAY_MS = 24 * 3_600_000;

test('a timer may be set for a year, though none is ever set for longer than setTimeout can wait', async () => {
  const time = new VirtualTime();
  const delays: number[] = [];
  const setTimer = (delayMs: number, run: () => void) => {
    delays.push(delayMs);
    return time.setTimer(delayMs, run);
  };
  const random = { integer: () => 0 };
  const clock = createClock({ nowMs: time.nowMs, setTimer, random, storage: null });
  let runs = 0;
  const count = () => {
    runs += 1;
  };
  clock.setTimer(365 * DAY_MS, count);
  const cancel = clock.setTimer(365 * DAY_MS, count);
  await time.pass(100 * DAY_MS);
  cancel();
  await time.pass(265 * DAY_MS - 1);
  expect(runs).toBe(0);
  await time.pass(1);
  expect([runs, time.pending]).toEqual([1, 0]);
  expect(Math.max(...delays)).toBeLessThan(2 ** 31);
});
