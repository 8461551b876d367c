import { expect, test } from 'vitest';
import { createRandom } from '../../network/index.ts';
import { createMath } from './intrinsics.ts';
import { pow } from './math/index.ts';

test('Math draws the same numbers from the same seed, all from 0 up to 1', () => {
  const draw = (seed: number) => {
    const { random } = createMath(createRandom(seed));
    return Array.from({ length: 100 }, () => random());
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  for (const number of draw(3)) expect(number >= 0 && number < 1).toBe(true);
});

test('Math has all that the engine has, and our own of what engines compute differently', () => {
  const math = createMath(createRandom(1));
  expect([math.floor(1.5), math.max(1, 3), math.PI]).toEqual([1, 3, Math.PI]);
  expect(String(math)).toBe('[object Math]');
  for (const name of Object.getOwnPropertyNames(Math)) expect(math).toHaveProperty(name);
  expect(Object.keys(math)).toEqual([]);
  expect(math.pow(100, -2)).toBe(pow(100, -2));
});
