import { fromWords, highWord, lowWord, withHighWord, withoutLowWord } from './words.ts';

/** Logarithms, by fdlibm's e_log.c and s_log1p.c, and log2 and log10 as FreeBSD's msun has them. */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_POWER_54 = 2 ** 54;

const LG1 = 0.6666666666666735;
const LG2 = 0.3999999999940942;
const LG3 = 0.2857142874366239;
const LG4 = 0.22222198432149784;
const LG5 = 0.1818357216161805;
const LG6 = 0.15313837699209373;
const LG7 = 0.14798198605116586;

export function log(x: number): number {
  let high = highWord(x);
  let k = 0;
  let y = x;
  if (high < 0x00100000) {
    if (x === 0) return Number.NEGATIVE_INFINITY;
    if (high < 0) return Number.NaN;
    k -= 54;
    y = x * TWO_POWER_54;
    high = highWord(y);
  }
  if (high >= 0x7ff00000) return x + x;
  k += (high >> 20) - 1023;
  high &= 0x000fffff;
  const i = (high + 0x95f64) & 0x100000;
  y = withHighWord(y, high | (i ^ 0x3ff00000));
  k += i >> 20;
  const f = y - 1;
  if ((0x000fffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (LG2 + w * (LG4 + w * LG6));
  const t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  const r = t2 + t1;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const halfSquare = 0.5 * f * f;
    if (k === 0) return f - (halfSquare - s * (halfSquare + r));
    return k * LN2_HIGH - (halfSquare - (s * (halfSquare + r) + k * LN2_LOW) - f);
  }
  if (k === 0) return f - s * (f - r);
  return k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

const LP1 = 0.6666666666666735;
const LP2 = 0.3999999999940942;
const LP3 = 0.2857142874366239;
const LP4 = 0.22222198432149784;
const LP5 = 0.1818357216161805;
const LP6 = 0.15313837699209373;
const LP7 = 0.14798198605116586;

export function log1p(x: number): number {
  const signedHigh = highWord(x);
  const high = signedHigh & 0x7fffffff;
  let k = 1;
  let f = 0;
  let upper = 1;
  let c = 0;
  if (signedHigh < 0x3fda827a) {
    if (high >= 0x3ff00000) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
    if (high < 0x3e200000) return high < 0x3c900000 ? x : x - x * x * 0.5;
    if (signedHigh > 0 || signedHigh <= (0xbfd2bec4 | 0)) {
      k = 0;
      f = x;
    }
  }
  if (signedHigh >= 0x7ff00000) return x + x;
  if (k !== 0) {
    let u: number;
    if (signedHigh < 0x43400000) {
      u = 1 + x;
      upper = highWord(u);
      k = (upper >> 20) - 1023;
      c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else {
      u = x;
      upper = highWord(u);
      k = (upper >> 20) - 1023;
    }
    upper &= 0x000fffff;
    if (upper < 0x6a09e) {
      u = withHighWord(u, upper | 0x3ff00000);
    } else {
      k += 1;
      u = withHighWord(u, upper | 0x3fe00000);
      upper = (0x00100000 - upper) >> 2;
    }
    f = u - 1;
  }
  const halfSquare = 0.5 * f * f;
  if (upper === 0) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW);
    const r = halfSquare * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - (k * LN2_LOW + c) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r = z * (LP1 + z * (LP2 + z * (LP3 + z * (LP4 + z * (LP5 + z * (LP6 + z * LP7))))));
  if (k === 0) return f - (halfSquare - s * (halfSquare + r));
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + r) + (k * LN2_LOW + c)) - f);
}

const IVLN2_HIGH = 1.4426950407214463;
const IVLN2_LOW = 1.6751713164886512e-10;

export function log2(x: number): number {
  let high = highWord(x);
  let k = 0;
  let y = x;
  if (high < 0x00100000) {
    if (((high & 0x7fffffff) | lowWord(x)) === 0) return Number.NEGATIVE_INFINITY;
    if (high < 0) return Number.NaN;
    k -= 54;
    y = x * TWO_POWER_54;
    high = highWord(y);
  }
  if (high >= 0x7ff00000) return x + x;
  if (x === 1) return 0;
  k += (high >> 20) - 1023;
  high &= 0x000fffff;
  const i = (high + 0x95f64) & 0x100000;
  y = withHighWord(y, high | (i ^ 0x3ff00000));
  k += i >> 20;
  const f = y - 1;
  const halfSquare = 0.5 * f * f;
  const r = logarithmOf1Plus(f);
  const hi = withoutLowWord(f - halfSquare);
  const lo = f - hi - halfSquare + r;
  let valueHigh = hi * IVLN2_HIGH;
  let valueLow = (lo + hi) * IVLN2_LOW + lo * IVLN2_HIGH;
  const w = k + valueHigh;
  valueLow += k - w + valueHigh;
  valueHigh = w;
  return valueLow + valueHigh;
}

/** fdlibm's k_log1p.h: log(1 + f) - f + f²/2, for f between √2/2 - 1 and √2 - 1. */
function logarithmOf1Plus(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (LG2 + w * (LG4 + w * LG6));
  const t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  return s * (0.5 * f * f + (t2 + t1));
}

const IVLN10 = Math.LOG10E;
const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;

export function log10(x: number): number {
  let high = highWord(x);
  const low = lowWord(x);
  let k = 0;
  let y = x;
  if (high < 0x00100000) {
    if (((high & 0x7fffffff) | low) === 0) return Number.NEGATIVE_INFINITY;
    if (high < 0) return Number.NaN;
    k -= 54;
    y = x * TWO_POWER_54;
    high = highWord(y);
  }
  if (high >= 0x7ff00000) return x + x;
  if (x === 1) return 0;
  k += (high >> 20) - 1023;
  const i = k < 0 ? 1 : 0;
  high = (high & 0x000fffff) | ((0x3ff - i) << 20);
  const n = k + i;
  y = fromWords(high, lowWord(y));
  return n * LOG10_2_LOW + IVLN10 * log(y) + n * LOG10_2_HIGH;
}
