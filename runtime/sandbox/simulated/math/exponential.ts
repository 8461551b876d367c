import { fromWords, highWord, withHighWord } from './words.ts';

/** e to the x and e to the x less 1, by fdlibm's e_exp.c and s_expm1.c. */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
const OVERFLOWS_ABOVE = 709.782712893384;
const UNDERFLOWS_BELOW = -745.1332191019411;

const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

const TWO_POWER_1023 = 2 ** 1023;
const TWO_POWER_MINUS_1000 = 2 ** -1000;

export function exp(x: number): number {
  const high = highWord(x) & 0x7fffffff;
  const isNegative = x < 0;
  if (high >= 0x40862e42) {
    if (high >= 0x7ff00000) {
      if (Number.isNaN(x)) return x;
      return isNegative ? 0 : x;
    }
    if (x > OVERFLOWS_ABOVE) return Number.POSITIVE_INFINITY;
    if (x < UNDERFLOWS_BELOW) return 0;
  }

  let reduced = x;
  let reducedHigh = 0;
  let reducedLow = 0;
  let k = 0;
  if (high > 0x3fd62e42) {
    if (high < 0x3ff0a2b2) {
      // The nearest double to e is not what the series gives.
      if (x === 1) return Math.E;
      reducedHigh = isNegative ? x + LN2_HIGH : x - LN2_HIGH;
      reducedLow = isNegative ? -LN2_LOW : LN2_LOW;
      k = isNegative ? -1 : 1;
    } else {
      k = Math.trunc(INVERSE_LN2 * x + (isNegative ? -0.5 : 0.5));
      reducedHigh = x - k * LN2_HIGH;
      reducedLow = k * LN2_LOW;
    }
    reduced = reducedHigh - reducedLow;
  } else if (high < 0x3e300000) {
    return 1 + x;
  }

  const t = reduced * reduced;
  const c = reduced - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((reduced * c) / (c - 2) - reduced);
  const y = 1 - (reducedLow - (reduced * c) / (2 - c) - reducedHigh);
  if (k >= -1021) {
    if (k === 1024) return y * 2 * TWO_POWER_1023;
    return y * fromWords(0x3ff00000 + (k << 20), 0);
  }
  return y * fromWords(0x3ff00000 + ((k + 1000) << 20), 0) * TWO_POWER_MINUS_1000;
}

const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -0.0000793650757867488;
const Q4 = 0.000004008217827329362;
const Q5 = -2.0109921818362437e-7;

export function expm1(x: number): number {
  const signedHigh = highWord(x);
  const isNegative = signedHigh < 0;
  const high = signedHigh & 0x7fffffff;
  if (high >= 0x4043687a) {
    if (high >= 0x40862e42) {
      if (high >= 0x7ff00000) {
        if (Number.isNaN(x)) return x;
        return isNegative ? -1 : x;
      }
      if (x > OVERFLOWS_ABOVE) return Number.POSITIVE_INFINITY;
    }
    if (isNegative) return -1;
  }

  let r = x;
  let k = 0;
  let c = 0;
  if (high > 0x3fd62e42) {
    let rHigh: number;
    let rLow: number;
    if (high < 0x3ff0a2b2) {
      rHigh = isNegative ? x + LN2_HIGH : x - LN2_HIGH;
      rLow = isNegative ? -LN2_LOW : LN2_LOW;
      k = isNegative ? -1 : 1;
    } else {
      k = Math.trunc(INVERSE_LN2 * x + (isNegative ? -0.5 : 0.5));
      rHigh = x - k * LN2_HIGH;
      rLow = k * LN2_LOW;
    }
    r = rHigh - rLow;
    c = rHigh - r - rLow;
  } else if (high < 0x3c900000) {
    return x;
  }

  const half = 0.5 * r;
  const halfSquare = r * half;
  const r1 =
    1 +
    halfSquare * (Q1 + halfSquare * (Q2 + halfSquare * (Q3 + halfSquare * (Q4 + halfSquare * Q5))));
  const t = 3 - r1 * half;
  let e = halfSquare * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - halfSquare);
  e = r * (e - c) - c;
  e -= halfSquare;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - r);
    return (k === 1024 ? y * 2 * TWO_POWER_1023 : addToExponent(y, k)) - 1;
  }
  if (k < 20) {
    const one = fromWords(0x3ff00000 - (0x200000 >> k), 0);
    return addToExponent(one - (e - r), k);
  }
  const tiny = fromWords((0x3ff - k) << 20, 0);
  return addToExponent(r - (e + tiny) + 1, k);
}

function addToExponent(y: number, k: number): number {
  return withHighWord(y, highWord(y) + (k << 20));
}
