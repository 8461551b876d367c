import { expect, test } from 'vitest';
import { createRandom } from '../../../network/index.ts';
import { EXACT_MATH } from './index.ts';
import { inputsOf, SPECIAL } from './testing.ts';

/** V8 has these from elsewhere (glibc's, where it is built so), or rounds them otherwise. */
const WITHIN_ONE_PLACE = new Set(['cos', 'pow', 'sin', 'tan']);

const names = Object.keys(EXACT_MATH);

test.each(names.filter((name) => !WITHIN_ONE_PLACE.has(name)))('%s is what V8 computes', (name) => {
  for (const args of inputsOf(name)) {
    const [ours, engines] = [computed(EXACT_MATH, name, args), computed(Math, name, args)];
    if (!Object.is(ours, engines)) expect([args, ours]).toEqual([args, engines]);
  }
});

test.each([...WITHIN_ONE_PLACE])('%s is at most one last place from what V8 computes', (name) => {
  for (const args of inputsOf(name)) {
    const [ours, engines] = [computed(EXACT_MATH, name, args), computed(Math, name, args)];
    const isNear = Math.abs(ours - engines) <= Math.abs(engines) * 2 ** -52;
    const isSmall = Math.abs(engines) < 2 ** -1020 && Math.abs(ours - engines) <= 2 ** -1074;
    if (!Object.is(ours, engines) && !isNear && !isSmall) {
      expect([args, ours]).toEqual([args, engines]);
    }
  }
});

test.each(['sin', 'cos', 'tan'])('%s is right for the largest angles too', (name) => {
  const random = createRandom(3);
  for (let count = 0; count < 200; count++) {
    const x = (1 + random.integer(2 ** 32) / 2 ** 32) * 2 ** (30 + random.integer(990));
    const ours = computed(EXACT_MATH, name, [x]);
    const engines = computed(Math, name, [x]);
    expect(Math.abs(ours - engines)).toBeLessThanOrEqual(Math.abs(engines) * 2 ** -52);
  }
});

test.each(names)('%s takes what the engine takes, and has its name and length', (name) => {
  const [ours, engines] = [EXACT_MATH, Math].map(
    (of) => (of as Record<string, (...args: unknown[]) => number>)[name] as () => number,
  );
  expect([ours?.name, ours?.length]).toEqual([engines?.name, engines?.length]);
  const given = { valueOf: () => 0.5 };
  expect((ours as (x: unknown) => number)('0.5')).toBe((engines as (x: unknown) => number)(given));
  expect(() => (ours as (x: unknown) => number)(1n)).toThrow(TypeError);
});

test('the cases that the language sets apart are as it says', () => {
  for (const name of names) {
    for (const x of SPECIAL) {
      if (name === 'pow' || WITHIN_ONE_PLACE.has(name)) continue;
      expect(computed(EXACT_MATH, name, [x])).toBe(computed(Math, name, [x]));
    }
  }
  expect(computed(EXACT_MATH, 'pow', [1, Number.POSITIVE_INFINITY])).toBeNaN();
  expect(computed(EXACT_MATH, 'pow', [Number.NaN, 0])).toBe(1);
  expect(computed(EXACT_MATH, 'pow', [-0, -3])).toBe(Number.NEGATIVE_INFINITY);
  expect(computed(EXACT_MATH, 'pow', [-8, 1 / 3])).toBeNaN();
});

function computed(of: object, name: string, args: readonly number[]): number {
  return (of as Record<string, (...args: readonly number[]) => number>)[name]?.(...args) as number;
}
