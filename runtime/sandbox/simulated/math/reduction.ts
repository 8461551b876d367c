import { highWord } from './words.ts';

/** An angle less a multiple of π/2: what is left is head + tail, at most π/4 from 0. */
export interface Reduced {
  readonly quadrant: number;
  readonly head: number;
  readonly tail: number;
}

/** Up to here whole multiples of π/2 in three parts are enough: 2^19 times π. */
const MEDIUM = 1647099.3291652855;
const TWO_OVER_PI = 0.6366197723675814;
/** π/2 in parts of 33 bits, and what each sum of them leaves out. */
const PARTS = [
  [1.5707963267341256, 6.077100506506192e-11],
  [6.077100506303966e-11, 2.0222662487959506e-21],
  [2.0222662487111665e-21, 8.4784276603689e-32],
] as const;
/** Bits that may cancel before the first part, and then the second, is too short. */
const CANCELLED_BITS = [16, 49] as const;

/** By fdlibm's e_rem_pio2.c as long as that needs no tables, else exactly. */
export function reduced(x: number): Reduced {
  if (Math.abs(x) > MEDIUM) return reducedExactly(x);
  const size = Math.abs(x);
  const quarters = Math.trunc(size * TWO_OVER_PI + 0.5);
  let rest = size - quarters * PARTS[0][0];
  let error = quarters * PARTS[0][1];
  let head = rest - error;
  for (const [at, [upper, lower]] of PARTS.slice(1).entries()) {
    const cancelled = (highWord(size) >> 20) - ((highWord(head) >> 20) & 0x7ff);
    if (cancelled <= (CANCELLED_BITS[at] as number)) break;
    const before = rest;
    const removed = quarters * upper;
    rest = before - removed;
    error = quarters * lower - (before - rest - removed);
    head = rest - error;
  }
  const tail = rest - head - error;
  if (x < 0) return { quadrant: (4 - (quarters % 4)) % 4, head: -head, tail: -tail };
  return { quadrant: quarters % 4, head, tail };
}

/** Binary digits of the fraction that are kept while the largest double is reduced. */
const FRACTION_BITS = 1400n;

/**
 * Exact, by whole numbers: fdlibm's tables for large angles do the same in pieces of 24 bits. Angles
 * that need it are rare, so this is short rather than quick.
 */
function reducedExactly(x: number): Reduced {
  const { mantissa, exponent } = partsOf(x);
  const angle =
    exponent >= 0n ? (mantissa << exponent) << FRACTION_BITS : shifted(mantissa, exponent);
  const halfPi = halfPiTimesTwoToThe(FRACTION_BITS);
  // To the nearest, so that what is left may be on either side.
  let quarters = (2n * angle + halfPi) / (2n * halfPi);
  let rest = angle - quarters * halfPi;
  if (x < 0) {
    quarters = -quarters;
    rest = -rest;
  }
  const head = toDouble(rest);
  const tail = toDouble(rest - fromDouble(head));
  return { quadrant: Number(((quarters % 4n) + 4n) % 4n), head, tail };
}

function shifted(mantissa: bigint, exponent: bigint): bigint {
  return mantissa << (FRACTION_BITS + exponent);
}

/** |x| as a whole number times a power of two. */
function partsOf(x: number): { mantissa: bigint; exponent: bigint } {
  let value = Math.abs(x);
  let exponent = 0n;
  while (value >= 2 ** 53) {
    value /= 2;
    exponent += 1n;
  }
  while (!Number.isInteger(value)) {
    value *= 2;
    exponent -= 1n;
  }
  return { mantissa: BigInt(value), exponent };
}

/** The nearest double to whole / 2^FRACTION_BITS. */
function toDouble(whole: bigint): number {
  const magnitude = whole < 0n ? -whole : whole;
  const bits = BigInt(magnitude.toString(2).length);
  const excess = bits > 64n ? bits - 64n : 0n;
  // 64 bits and one that says whether more follow: rounding to 53 is right then.
  const isInexact = excess > 0n && (magnitude & ((1n << excess) - 1n)) !== 0n;
  const kept = ((magnitude >> excess) << 1n) | (isInexact ? 1n : 0n);
  let value = Number(kept);
  for (let by = Number(excess - 1n - FRACTION_BITS); by !== 0; by -= Math.sign(by)) {
    value = by < 0 ? value / 2 : value * 2;
  }
  return whole < 0n ? -value : value;
}

function fromDouble(x: number): bigint {
  const { mantissa, exponent } = partsOf(x);
  const whole = mantissa << (FRACTION_BITS + exponent);
  return x < 0 ? -whole : whole;
}

let known: bigint | null = null;

/** Machin's formula: π/4 = 4 arctan(1/5) - arctan(1/239). */
function halfPiTimesTwoToThe(bits: bigint): bigint {
  const guard = 32n;
  known ??=
    (2n * (4n * inverseArctangent(5n, bits + guard) - inverseArctangent(239n, bits + guard))) >>
    guard;
  return known;
}

/** arctan(1/n) times 2^bits. */
function inverseArctangent(n: bigint, bits: bigint): bigint {
  let power = (1n << bits) / n;
  let sum = power;
  for (let divisor = 3n, sign = -1n; power !== 0n; divisor += 2n, sign = -sign) {
    power /= n * n;
    sum += (sign * power) / divisor;
  }
  return sum;
}
