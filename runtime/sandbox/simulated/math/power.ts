import { fromWords, highWord, lowWord, withHighWord, withoutLowWord } from './words.ts';

/** x to the y, by fdlibm's e_pow.c, with the results that ECMA-262, 6.1.6.1.3, asks for. */

const L1 = 0.5999999999999946;
const L2 = 0.4285714285785502;
const L3 = 0.33333332981837743;
const L4 = 0.272728123808534;
const L5 = 0.23066074577556175;
const L6 = 0.20697501780033842;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;
const LG2 = Math.LN2;
const LG2_HIGH = 0.6931471824645996;
const LG2_LOW = -1.904654299957768e-9;
const OVERFLOW = 8.008566259537294e-17;
/** 2/(3 ln 2), whole and in two parts. */
const CP = 0.9617966939259756;
const CP_HIGH = 0.9617967009544373;
const CP_LOW = -7.028461650952758e-9;
const IVLN2 = Math.LOG2E;
const IVLN2_HIGH = 1.4426950216293335;
const IVLN2_LOW = 1.9259629911266175e-8;
const DP_HIGH = 0.5849624872207642;
const DP_LOW = 1.350039202129749e-8;

const HUGE = 1e300;
const TINY = 1e-300;
const TWO_POWER_53 = 2 ** 53;

export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const xHigh = highWord(x);
  const xLow = lowWord(x);
  const yHigh = highWord(y);
  const yLow = lowWord(y);
  const ix = xHigh & 0x7fffffff;
  const iy = yHigh & 0x7fffffff;
  const oddness = xHigh < 0 ? parityOf(iy, yLow) : 'fraction';

  if (yLow === 0) {
    if (iy === 0x7ff00000) return toInfinitePower(ix, xLow, yHigh);
    if (iy === 0x3ff00000) return yHigh < 0 ? 1 / x : x;
    if (yHigh === 0x40000000) return x * x;
    if (yHigh === 0x3fe00000 && xHigh >= 0) return Math.sqrt(x);
  }
  const magnitude = Math.abs(x);
  if (xLow === 0 && (ix === 0x7ff00000 || ix === 0 || ix === 0x3ff00000)) {
    const z = yHigh < 0 ? 1 / magnitude : magnitude;
    if (xHigh >= 0) return z;
    if (ix === 0x3ff00000 && oddness === 'fraction') return Number.NaN;
    return oddness === 'odd' ? -z : z;
  }
  if (xHigh < 0 && oddness === 'fraction') return Number.NaN;
  const sign = xHigh < 0 && oddness === 'odd' ? -1 : 1;

  let t1: number;
  let t2: number;
  if (iy > 0x41e00000) {
    if (iy > 0x43f00000) {
      if (ix <= 0x3fefffff) return yHigh < 0 ? Number.POSITIVE_INFINITY : 0;
      if (ix >= 0x3ff00000) return yHigh > 0 ? Number.POSITIVE_INFINITY : 0;
    }
    if (ix < 0x3fefffff) return yHigh < 0 ? sign * HUGE * HUGE : sign * TINY * TINY;
    if (ix > 0x3ff00000) return yHigh > 0 ? sign * HUGE * HUGE : sign * TINY * TINY;
    // |1-x| is at most 2^-20: three terms of the series are enough.
    const t = magnitude - 1;
    const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
    const u = IVLN2_HIGH * t;
    const v = t * IVLN2_LOW - w * IVLN2;
    t1 = withoutLowWord(u + v);
    t2 = v - (t1 - u);
  } else {
    [t1, t2] = log2InTwoParts(magnitude, ix);
  }

  const y1 = withoutLowWord(y);
  const low = (y - y1) * t1 + y * t2;
  return scaledPower(sign, y1 * t1, low);
}

type Parity = 'odd' | 'even' | 'fraction';

function parityOf(iy: number, yLow: number): Parity {
  if (iy >= 0x43400000) return 'even';
  if (iy < 0x3ff00000) return 'fraction';
  const k = (iy >> 20) - 0x3ff;
  if (k > 20) {
    const j = yLow >>> (52 - k);
    if ((j << (52 - k)) >>> 0 !== yLow) return 'fraction';
    return (j & 1) === 1 ? 'odd' : 'even';
  }
  if (yLow !== 0) return 'fraction';
  const j = iy >> (20 - k);
  if (j << (20 - k) !== iy) return 'fraction';
  return (j & 1) === 1 ? 'odd' : 'even';
}

function toInfinitePower(ix: number, xLow: number, yHigh: number): number {
  // Where C says 1, ECMAScript says NaN.
  if (ix === 0x3ff00000 && xLow === 0) return Number.NaN;
  if (ix >= 0x3ff00000) return yHigh >= 0 ? Number.POSITIVE_INFINITY : 0;
  return yHigh < 0 ? Number.POSITIVE_INFINITY : 0;
}

/** log2 of ax, to more digits than one number holds. */
function log2InTwoParts(x: number, high: number): [number, number] {
  let ax = x;
  let ix = high;
  let n = 0;
  if (ix < 0x00100000) {
    ax *= TWO_POWER_53;
    n -= 53;
    ix = highWord(ax);
  }
  n += (ix >> 20) - 0x3ff;
  const j = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  let isAbove = false;
  if (j > 0x3988e) {
    if (j < 0xbb67a) isAbove = true;
    else {
      n += 1;
      ix -= 0x00100000;
    }
  }
  ax = withHighWord(ax, ix);

  const base = isAbove ? 1.5 : 1;
  const u = ax - base;
  const v = 1 / (ax + base);
  const ss = u * v;
  const sHigh = withoutLowWord(ss);
  const tHigh = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (isAbove ? 0x40000 : 0), 0);
  const tLow = ax - (tHigh - base);
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow);
  const s2 = ss * ss;
  let r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
  r += sLow * (sHigh + ss);
  const square = sHigh * sHigh;
  const aHigh = withoutLowWord(3 + square + r);
  const aLow = r - (aHigh - 3 - square);
  const uu = sHigh * aHigh;
  const vv = sLow * aHigh + aLow * ss;
  const pHigh = withoutLowWord(uu + vv);
  const pLow = vv - (pHigh - uu);
  const zHigh = CP_HIGH * pHigh;
  const zLow = CP_LOW * pHigh + pLow * CP + (isAbove ? DP_LOW : 0);
  const dpHigh = isAbove ? DP_HIGH : 0;
  const t1 = withoutLowWord(zHigh + zLow + dpHigh + n);
  const t2 = zLow - (t1 - n - dpHigh - zHigh);
  return [t1, t2];
}

/** 2 to the power of high + low. */
function scaledPower(sign: number, high: number, low: number): number {
  let pHigh = high;
  let z = low + pHigh;
  const j = highWord(z);
  const i = lowWord(z) | 0;
  if (j >= 0x40900000) {
    if ((j - 0x40900000) | i) return sign * HUGE * HUGE;
    if (low + OVERFLOW > z - pHigh) return sign * HUGE * HUGE;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {
    if ((j - (0xc090cc00 | 0)) | i) return sign * TINY * TINY;
    if (low <= z - pHigh) return sign * TINY * TINY;
  }

  let ii = j & 0x7fffffff;
  let k = (ii >> 20) - 0x3ff;
  let n = 0;
  if (ii > 0x3fe00000) {
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = fromWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    pHigh -= t;
  }
  let t = withoutLowWord(low + pHigh);
  const u = t * LG2_HIGH;
  const v = (low - (t - pHigh)) * LG2 + t * LG2_LOW;
  z = u + v;
  const w = v - (z - u);
  t = z * z;
  const t1 = z - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  const r = (z * t1) / (t1 - 2) - (w + z * w);
  z = 1 - (r - z);
  ii = highWord(z) + (n << 20);
  if (ii >> 20 <= 0) return sign * scaled(z, n);
  return sign * withHighWord(z, ii);
}

/** z times 2 to the n, where the result is subnormal. */
function scaled(z: number, n: number): number {
  const exponent = ((highWord(z) & 0x7ff00000) >> 20) + n;
  if (exponent <= -54) return 0;
  const raised = withHighWord(z, (highWord(z) & 0x800fffff) | ((exponent + 54) << 20));
  return raised * 2 ** -54;
}
