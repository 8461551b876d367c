import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed makes the same choices', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 100 }, () => random.integer(1000));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('every value below the bound comes about as often as the others', () => {
  const random = createRandom(1);
  const counts = new Array(10).fill(0);
  for (let i = 0; i < 10_000; i++) counts[random.integer(10)]++;
  // Five standard deviations of a binomial with p = 1/10: chance alone would not go further.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('a bound that is no whole number is refused', () => {
  expect(() => createRandom(1).integer(0)).toThrow(
    'integer(below) takes a whole number from 1 to 2^32',
  );
});
