/** The root of the sum of squares, scaled against overflow and summed after Kahan, as V8 does it. */
export function hypot(values: readonly number[]): number {
  let largest = 0;
  let hasNaN = false;
  for (const value of values) {
    const size = Math.abs(value);
    if (size === Number.POSITIVE_INFINITY) return size;
    if (Number.isNaN(size)) hasNaN = true;
    else if (size > largest) largest = size;
  }
  if (hasNaN) return Number.NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let compensation = 0;
  for (const value of values) {
    const n = Math.abs(value) / largest;
    const summand = n * n - compensation;
    const preliminary = sum + summand;
    compensation = preliminary - sum - summand;
    sum = preliminary;
  }
  return Math.sqrt(sum) * largest;
}
