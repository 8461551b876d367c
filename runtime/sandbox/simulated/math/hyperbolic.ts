import { exp, expm1 } from './exponential.ts';
import { log, log1p } from './logarithm.ts';
import { fromWords, highWord, lowWord } from './words.ts';

/** Hyperbolic functions and their inverses, by fdlibm's e_sinh.c, e_cosh.c, s_tanh.c and others. */

const LN2 = Math.LN2;
const OVERFLOWS_ABOVE = 710.4758600739439;
const EXP_OVERFLOWS_ABOVE = 709.7822265625;

export function sinh(x: number): number {
  const high = highWord(x) & 0x7fffffff;
  const half = x < 0 ? -0.5 : 0.5;
  const ax = Math.abs(x);
  if (ax < 22) {
    if (ax < 2 ** -28) return x;
    const t = expm1(ax);
    if (ax < 1) return half * (2 * t - (t * t) / (t + 1));
    return half * (t + t / (t + 1));
  }
  if (ax < EXP_OVERFLOWS_ABOVE) return half * exp(ax);
  if (high < 0x7ff00000 && ax <= OVERFLOWS_ABOVE) {
    const w = exp(0.5 * ax);
    return half * w * w;
  }
  return x * Number.POSITIVE_INFINITY;
}

export function cosh(x: number): number {
  const high = highWord(x) & 0x7fffffff;
  const ax = Math.abs(x);
  if (high < 0x3fd62e43) {
    const t = expm1(ax);
    const w = 1 + t;
    if (high < 0x3c800000) return w;
    return 1 + (t * t) / (w + w);
  }
  if (high < 0x40360000) {
    const t = exp(ax);
    return 0.5 * t + 0.5 / t;
  }
  if (ax < EXP_OVERFLOWS_ABOVE) return 0.5 * exp(ax);
  if (ax <= OVERFLOWS_ABOVE) {
    const w = exp(0.5 * ax);
    return 0.5 * w * w;
  }
  if (high >= 0x7ff00000) return x * x;
  return Number.POSITIVE_INFINITY;
}

export function tanh(x: number): number {
  const signedHigh = highWord(x);
  const high = signedHigh & 0x7fffffff;
  if (high >= 0x7ff00000) return signedHigh >= 0 ? 1 / x + 1 : 1 / x - 1;
  let z: number;
  if (high < 0x40360000) {
    if (high < 0x3e300000) return x;
    if (high >= 0x3ff00000) {
      const t = expm1(2 * Math.abs(x));
      z = 1 - 2 / (t + 2);
    } else {
      const t = expm1(-2 * Math.abs(x));
      z = -t / (t + 2);
    }
  } else {
    z = 1;
  }
  return signedHigh >= 0 ? z : -z;
}

export function asinh(x: number): number {
  const signedHigh = highWord(x);
  const high = signedHigh & 0x7fffffff;
  if (high >= 0x7ff00000) return x + x;
  if (high < 0x3e300000) return x;
  const ax = Math.abs(x);
  let w: number;
  if (high > 0x41b00000) {
    w = log(ax) + LN2;
  } else if (high > 0x40000000) {
    w = log(2 * ax + 1 / (Math.sqrt(x * x + 1) + ax));
  } else {
    const t = x * x;
    w = log1p(ax + t / (1 + Math.sqrt(1 + t)));
  }
  return signedHigh > 0 ? w : -w;
}

export function acosh(x: number): number {
  const high = highWord(x);
  if (high < 0x3ff00000 || Number.isNaN(x)) return Number.NaN;
  if (high >= 0x41b00000) return high >= 0x7ff00000 ? x + x : log(x) + LN2;
  if (((high - 0x3ff00000) | lowWord(x)) === 0) return 0;
  if (high > 0x40000000) {
    const t = x * x;
    return log(2 * x - 1 / (x + Math.sqrt(t - 1)));
  }
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

export function atanh(x: number): number {
  const ax = Math.abs(x);
  if (!(ax <= 1)) return Number.NaN;
  if (ax === 1) return x / 0;
  const high = highWord(x) & 0x7fffffff;
  if (high < 0x3e300000) return x;
  let t: number;
  if (high < 0x3fe00000) {
    t = ax + ax;
    t = 0.5 * log1p(t + (t * ax) / (1 - ax));
  } else {
    t = 0.5 * log1p((ax + ax) / (1 - ax));
  }
  return x < 0 ? -t : t;
}

const B1 = 715094163;
const B2 = 696219795;
const P0 = 1.87595182427177;
const P1 = -1.8849797954337717;
const P2 = 1.6214297201053545;
const P3 = -0.758397934778766;
const P4 = 0.14599619288661245;

/** By FreeBSD's s_cbrt.c. */
export function cbrt(x: number): number {
  let high = highWord(x);
  const sign = high & 0x80000000;
  high ^= sign;
  if (high >= 0x7ff00000) return x + x;
  let t: number;
  if (high < 0x00100000) {
    if ((high | lowWord(x)) === 0) return x;
    const raised = highWord(x * 2 ** 54) & 0x7fffffff;
    t = fromWords(sign | (Math.trunc(raised / 3) + B2), 0);
  } else {
    t = fromWords(sign | (Math.trunc(high / 3) + B1), 0);
  }
  let r = t * t * (t / x);
  t *= P0 + r * (P1 + r * P2) + r * r * r * (P3 + r * P4);
  t = roundedTo23Bits(t);
  const s = t * t;
  r = x / s;
  const w = t + t;
  r = (r - t) / (w + r);
  return t + t * r;
}

function roundedTo23Bits(t: number): number {
  const low = lowWord(t);
  const sum = low + 0x80000000;
  const carried = sum >= 2 ** 32 ? 1 : 0;
  return fromWords(highWord(t) + carried, (sum >>> 0) & 0xc0000000);
}
