import { createRandom, type Random } from '../../../network/index.ts';
import { EXACT_MATH } from './index.ts';

const PER_RANGE = 2000;

/** Numbers at which the algorithms, or the language, take another path. */
export const SPECIAL: readonly number[] = [
  ...[0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, 10, 100, 1 / 3, Math.PI, Math.E, 2 ** 53],
  ...[1e-300, 5e-324, -5e-324, 1e300, 710, -745, 709.79, 1023, 1024, -1074, -1075],
  ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
];

/** Arguments for a member of `Math`, the same each time: special ones, any bits, and common ranges. */
export function* inputsOf(name: string): Generator<readonly number[]> {
  const random = createRandom(7);
  if (EXACT_MATH[name]?.length === 2) {
    for (const x of SPECIAL) for (const y of SPECIAL) yield [x, y];
    for (let count = 0; count < PER_RANGE; count++) {
      yield [anyBits(random), anyBits(random)];
      yield [between(random, 0, 100), between(random, -50, 50)];
      yield [between(random, 0, 2), between(random, -700, 700)];
      yield [between(random, -10, 10), random.integer(600) - 300];
    }
    return;
  }
  for (const x of SPECIAL) yield [x];
  for (let count = 0; count < PER_RANGE; count++) {
    yield [anyBits(random)];
    for (const [from, to] of RANGES) yield [between(random, from, to)];
  }
}

const RANGES = [
  [-1, 1],
  [-20, 20],
  [0, 1000],
  [-1e-5, 1e-5],
  [-750, -700],
] as const;

function between(random: Random, from: number, to: number): number {
  return (
    from + (to - from) * (random.integer(2 ** 32) / 2 ** 32 + random.integer(2 ** 20) / 2 ** 52)
  );
}

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);

function anyBits(random: Random): number {
  words[0] = random.integer(2 ** 32);
  words[1] = random.integer(2 ** 32);
  return double[0] as number;
}
