/**
 * What engines compute differently in the last digit, computed here by the algorithms of fdlibm (Sun
 * Microsystems, 1993), which V8 uses too: additions, multiplications, divisions and roots alone,
 * which IEEE 754 gives one result each.
 */
import { exp, expm1 } from './exponential.ts';
import { acosh, asinh, atanh, cbrt, cosh, sinh, tanh } from './hyperbolic.ts';
import { hypot } from './hypot.ts';
import { acos, asin, atan, atan2 } from './inverse-trigonometric.ts';
import { log, log1p, log2, log10 } from './logarithm.ts';
import { pow } from './power.ts';
import { cos, sin, tan } from './trigonometric.ts';

export { pow };

type Of1 = (x: number) => number;
type Of2 = (x: number, y: number) => number;

const OF_1: Readonly<Record<string, Of1>> = {
  ...{ acos, acosh, asin, asinh, atan, atanh, cbrt, cos, cosh, exp, expm1 },
  ...{ log, log1p, log2, log10, sin, sinh, tan, tanh },
};
const OF_2: Readonly<Record<string, Of2>> = { atan2, pow };

/** Members for `Math`, which take what the engine's own take: anything that is a number in the end. */
export const EXACT_MATH: Readonly<Record<string, (...args: number[]) => number>> = {
  ...Object.fromEntries(
    Object.entries(OF_1).map(([name, of]) => [name, named(name, 1, (x) => of(+x))]),
  ),
  ...Object.fromEntries(
    Object.entries(OF_2).map(([name, of]) => [name, named(name, 2, (x, y) => of(+x, +y))]),
  ),
  hypot: named('hypot', 2, (...all) => hypot(all.map((each) => +each))),
};

function named<F extends (...args: never[]) => number>(name: string, length: number, of: F): F {
  return Object.defineProperties(of, { name: { value: name }, length: { value: length } });
}
