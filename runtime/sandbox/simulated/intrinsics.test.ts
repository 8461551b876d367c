import { expect, test } from 'vitest';
import { createRandom } from '../../network/index.ts';
import { createDate, createMath } from './intrinsics.ts';

const NOW_MS = Date.UTC(2024, 1, 29, 12);
const VirtualDate = createDate({ epochMs: () => NOW_MS + 0.5, monotonicMs: () => 0 });

test("a new date, and what Date.now says, are the clock's present in whole milliseconds", () => {
  expect(new VirtualDate().getTime()).toBe(NOW_MS);
  expect(VirtualDate.now()).toBe(NOW_MS);
  expect(VirtualDate()).toBe(new Date(NOW_MS).toString());
});

test('a date that is given is that date', () => {
  expect(new VirtualDate(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(new VirtualDate('2024-03-01').getTime()).toBe(VirtualDate.UTC(2024, 2, 1));
});

test('a class can extend it', () => {
  class Deadline extends VirtualDate {
    readonly isDeadline = true;
  }
  const deadline = new Deadline();
  expect(deadline).toBeInstanceOf(Date);
  expect([deadline.isDeadline, deadline.getTime()]).toEqual([true, NOW_MS]);
});

test('Math draws the same numbers from the same seed, all from 0 up to 1', () => {
  const draw = (seed: number) => {
    const { random } = createMath(createRandom(seed));
    return Array.from({ length: 100 }, () => random());
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  for (const number of draw(3)) expect(number >= 0 && number < 1).toBe(true);
});

test('what Math computes is what it computes anywhere', () => {
  const math = createMath(createRandom(1));
  expect([math.floor(1.5), math.max(1, 3), math.PI]).toEqual([1, 3, Math.PI]);
  expect(String(math)).toBe('[object Math]');
});
