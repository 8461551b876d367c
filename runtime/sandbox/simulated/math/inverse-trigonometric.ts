import { highWord, lowWord, withoutLowWord } from './words.ts';

/** Arc functions, by fdlibm's e_asin.c, e_acos.c, s_atan.c and e_atan2.c. */

const PI_2_HIGH = 1.5707963267948966;
const PI_2_LOW = 6.123233995736766e-17;
const PI_4_HIGH = 0.7853981633974483;

const PS0 = 0.16666666666666666;
const PS1 = -0.3255658186224009;
const PS2 = 0.20121253213486293;
const PS3 = -0.04005553450067941;
const PS4 = 0.0007915349942898145;
const PS5 = 0.00003479331075960212;
const QS1 = -2.403394911734414;
const QS2 = 2.0209457602335057;
const QS3 = -0.6882839716054533;
const QS4 = 0.07703815055590194;

function quotient(t: number): number {
  const p = t * (PS0 + t * (PS1 + t * (PS2 + t * (PS3 + t * (PS4 + t * PS5)))));
  return p / (1 + t * (QS1 + t * (QS2 + t * (QS3 + t * QS4))));
}

export function asin(x: number): number {
  const signedHigh = highWord(x);
  const high = signedHigh & 0x7fffffff;
  if (high >= 0x3ff00000) {
    const isOne = ((high - 0x3ff00000) | lowWord(x)) === 0;
    return isOne ? x * PI_2_HIGH + x * PI_2_LOW : Number.NaN;
  }
  if (high < 0x3fe00000) {
    if (high < 0x3e400000) return x;
    return x + x * quotient(x * x);
  }
  const t = (1 - Math.abs(x)) * 0.5;
  const s = Math.sqrt(t);
  const q = quotient(t);
  let value: number;
  if (high >= 0x3fef3333) {
    value = PI_2_HIGH - (2 * (s + s * q) - PI_2_LOW);
  } else {
    const w = withoutLowWord(s);
    const c = (t - w * w) / (s + w);
    const p = 2 * s * q - (PI_2_LOW - 2 * c);
    value = PI_4_HIGH - (p - (PI_4_HIGH - 2 * w));
  }
  return signedHigh > 0 ? value : -value;
}

export function acos(x: number): number {
  const signedHigh = highWord(x);
  const high = signedHigh & 0x7fffffff;
  if (high >= 0x3ff00000) {
    if (((high - 0x3ff00000) | lowWord(x)) !== 0) return Number.NaN;
    return signedHigh > 0 ? 0 : Math.PI + 2 * PI_2_LOW;
  }
  if (high < 0x3fe00000) {
    if (high <= 0x3c600000) return PI_2_HIGH + PI_2_LOW;
    return PI_2_HIGH - (x - (PI_2_LOW - x * quotient(x * x)));
  }
  if (signedHigh < 0) {
    const z = (1 + x) * 0.5;
    const s = Math.sqrt(z);
    const w = quotient(z) * s - PI_2_LOW;
    return Math.PI - 2 * (s + w);
  }
  const z = (1 - x) * 0.5;
  const s = Math.sqrt(z);
  const df = withoutLowWord(s);
  const c = (z - df * df) / (s + df);
  const w = quotient(z) * s + c;
  return 2 * (df + w);
}

const ATAN_HIGH = [
  0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966,
] as const;
const ATAN_LOW = [
  2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17,
] as const;
const AT = [
  0.3333333333333293, -0.19999999999876483, 0.14285714272503466, -0.11111110405462356,
  0.09090887133436507, -0.0769187620504483, 0.06661073137387531, -0.058335701337905735,
  0.049768779946159324, -0.036531572744216916, 0.016285820115365782,
] as const;

export function atan(given: number): number {
  let x = given;
  const signedHigh = highWord(x);
  const high = signedHigh & 0x7fffffff;
  if (high >= 0x44100000) {
    if (Number.isNaN(x)) return x;
    return signedHigh > 0 ? ATAN_HIGH[3] + ATAN_LOW[3] : -ATAN_HIGH[3] - ATAN_LOW[3];
  }
  let range: 0 | 1 | 2 | 3 | null = null;
  if (high < 0x3fdc0000) {
    if (high < 0x3e400000) return x;
  } else {
    x = Math.abs(x);
    if (high < 0x3ff30000) {
      if (high < 0x3fe60000) {
        range = 0;
        x = (2 * x - 1) / (2 + x);
      } else {
        range = 1;
        x = (x - 1) / (x + 1);
      }
    } else if (high < 0x40038000) {
      range = 2;
      x = (x - 1.5) / (1 + 1.5 * x);
    } else {
      range = 3;
      x = -1 / x;
    }
  }
  const z = x * x;
  const w = z * z;
  const s1 = z * (AT[0] + w * (AT[2] + w * (AT[4] + w * (AT[6] + w * (AT[8] + w * AT[10])))));
  const s2 = w * (AT[1] + w * (AT[3] + w * (AT[5] + w * (AT[7] + w * AT[9]))));
  if (range === null) return x - x * (s1 + s2);
  const value = ATAN_HIGH[range] - (x * (s1 + s2) - ATAN_LOW[range] - x);
  return signedHigh < 0 ? -value : value;
}

const PI_LOW = 1.2246467991473532e-16;

export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === 1) return atan(y);
  const isYNegative = y < 0 || Object.is(y, -0);
  const isXNegative = x < 0 || Object.is(x, -0);
  if (y === 0) {
    if (!isXNegative) return y;
    return isYNegative ? -Math.PI : Math.PI;
  }
  const quarter = isYNegative ? -PI_2_HIGH : PI_2_HIGH;
  if (x === 0) return quarter;
  if (!Number.isFinite(x)) {
    const from0 = Number.isFinite(y) ? 0 : PI_4_HIGH;
    const value = isXNegative ? (from0 === 0 ? Math.PI : 3 * PI_4_HIGH) : from0;
    return isYNegative ? -value : value;
  }
  if (!Number.isFinite(y)) return quarter;

  const yHigh = highWord(y) & 0x7fffffff;
  const xHigh = highWord(x) & 0x7fffffff;
  const k = (yHigh - xHigh) >> 20;
  let z: number;
  let isFlipped = isXNegative;
  if (k > 60) {
    z = PI_2_HIGH + 0.5 * PI_LOW;
    isFlipped = false;
  } else if (isXNegative && k < -60) {
    z = 0;
  } else {
    z = atan(Math.abs(y / x));
  }
  if (!isFlipped) return isYNegative ? -z : z;
  return isYNegative ? z - PI_LOW - Math.PI : Math.PI - (z - PI_LOW);
}
