import { reduced } from './reduction.ts';
import { highWord, lowWord, withoutLowWord } from './words.ts';

/** Sine, cosine and tangent, by fdlibm's s_sin.c, k_sin.c, k_cos.c and k_tan.c. */

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 0.0000027557313707070068;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;

/** For x up to π/4; `tail` is what x leaves out, `null` when it is exact. */
function sine(x: number, tail: number | null): number {
  if ((highWord(x) & 0x7fffffff) < 0x3e400000) return x;
  const z = x * x;
  const v = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  if (tail === null) return x + v * (S1 + z * r);
  return x - (z * (0.5 * tail - v * r) - tail - v * S1);
}

const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 0.00002480158728947673;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

function cosine(x: number, tail: number): number {
  if ((highWord(x) & 0x7fffffff) < 0x3e400000) return 1;
  const z = x * x;
  const w = z * z;
  const r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
  const half = 0.5 * z;
  const rest = 1 - half;
  return rest + (1 - rest - half + (z * r - x * tail));
}

const T = [
  0.3333333333333341, 0.13333333333320124, 0.05396825397622605, 0.021869488294859542,
  0.0088632398235993, 0.0035920791075913124, 0.0014562094543252903, 0.0005880412408202641,
  0.0002464631348184699, 0.00007817944429395571, 0.00007140724913826082, -0.000018558637485527546,
  0.00002590730518636337,
] as const;
const PI_4 = 0.7853981633974483;
const PI_4_LOW = 3.061616997868383e-17;

/** tan(x) when `isInverse` is false, else -1/tan(x); for x up to π/4. */
function tangent(given: number, givenTail: number, isInverse: boolean): number {
  let x = given;
  let tail = givenTail;
  const signedHigh = highWord(x);
  const high = signedHigh & 0x7fffffff;
  if (high < 0x3e300000) {
    if ((high | lowWord(x)) === 0 && isInverse) return Number.POSITIVE_INFINITY;
    if (!isInverse) return x;
    return minusInverse(x, tail);
  }
  const isLarge = high >= 0x3fe59428;
  if (isLarge) {
    if (x < 0) {
      x = -x;
      tail = -tail;
    }
    x = PI_4 - x + (PI_4_LOW - tail);
    tail = 0;
  }
  const z = x * x;
  const w = z * z;
  const odd = T[1] + w * (T[3] + w * (T[5] + w * (T[7] + w * (T[9] + w * T[11]))));
  const even = z * (T[2] + w * (T[4] + w * (T[6] + w * (T[8] + w * (T[10] + w * T[12])))));
  const s = z * x;
  const r = tail + z * (s * (odd + even) + tail) + T[0] * s;
  const sum = x + r;
  if (isLarge) {
    const v = isInverse ? -1 : 1;
    const sign = 1 - ((signedHigh >> 30) & 2);
    return sign * (v - 2 * (x - ((sum * sum) / (sum + v) - r)));
  }
  return isInverse ? minusInverse(x, r) : sum;
}

/** -1/(x + r), to the last digit. */
function minusInverse(x: number, r: number): number {
  const z = withoutLowWord(x + r);
  const v = r - (z - x);
  const a = -1 / (x + r);
  const t = withoutLowWord(a);
  return t + a * (1 + t * z + t * v);
}

const ABOVE_PI_4 = 0x3fe921fb;

export function sin(x: number): number {
  const high = highWord(x) & 0x7fffffff;
  if (high <= ABOVE_PI_4) return sine(x, null);
  if (high >= 0x7ff00000) return Number.NaN;
  const { quadrant, head, tail } = reduced(x);
  const value = quadrant % 2 === 0 ? sine(head, tail) : cosine(head, tail);
  return quadrant < 2 ? value : -value;
}

export function cos(x: number): number {
  const high = highWord(x) & 0x7fffffff;
  if (high <= ABOVE_PI_4) return cosine(x, 0);
  if (high >= 0x7ff00000) return Number.NaN;
  const { quadrant, head, tail } = reduced(x);
  const value = quadrant % 2 === 0 ? cosine(head, tail) : sine(head, tail);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

export function tan(x: number): number {
  const high = highWord(x) & 0x7fffffff;
  if (high <= ABOVE_PI_4) return tangent(x, 0, false);
  if (high >= 0x7ff00000) return Number.NaN;
  const { quadrant, head, tail } = reduced(x);
  return tangent(head, tail, quadrant % 2 === 1);
}
