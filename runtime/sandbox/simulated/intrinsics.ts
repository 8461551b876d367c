import type { Random } from '../../network/index.ts';
import { letOverride } from './isolation/freeze.ts';
import { EXACT_MATH } from './math/index.ts';

/** A process's own `Math`: what it draws is the seed's choice, what it computes the same anywhere. */
export function createMath(random: Random): Math {
  const draw = () => {
    // 53 bits, as many as a number between 0 and 1 can tell apart.
    const [high, low] = [random.integer(2 ** 26), random.integer(2 ** 27)];
    return (high * 2 ** 27 + low) / 2 ** 53;
  };
  const drawn = { value: draw, writable: true, configurable: true };
  return Object.create(SHARED_MATH, { random: drawn });
}

/**
 * What the `Math` of every process inherits: to give each process all forty members of its own would
 * take longer than most of its start. It is to be frozen; what a process assigns is its own.
 */
export const SHARED_MATH: object = Object.create(Object.prototype, {
  ...Object.getOwnPropertyDescriptors(Math),
  ...Object.fromEntries(
    Object.entries(EXACT_MATH).map(([name, value]) => [
      name,
      { value, writable: true, configurable: true },
    ]),
  ),
});
letOverride(SHARED_MATH);
