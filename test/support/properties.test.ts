import { expect, test } from 'vitest';
import { fc, IS_LONG } from './properties.ts';

const isGiven = (process.env.BROWNOUT_SEED ?? '') !== '';

test('the same cases are drawn each time, unless there is time for others', () => {
  const [once, again] = [1, 2].map(() => fc.sample(fc.string(), 20).join());
  if (IS_LONG && !isGiven) expect(again).not.toBe(once);
  else expect(again).toBe(once);
});

test('a property that fails tells its case and the seed that draws it', () => {
  const failing = () => fc.assert(fc.property(fc.nat(), (n) => n < 5));
  expect(failing).toThrow(/seed: -?\d+.*Counterexample: \[5\]/s);
});
