/** The two halves of a double, as fdlibm's algorithms look at them. */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
/** Where the word with sign and exponent stands depends on the machine's byte order. */
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and the upper 20 bits of the fraction, as a signed word. */
export function highWord(x: number): number {
  double[0] = x;
  return words[HIGH] as number;
}

/** The lower 32 bits of the fraction, unsigned. */
export function lowWord(x: number): number {
  double[0] = x;
  return (words[LOW] as number) >>> 0;
}

export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return double[0] as number;
}

export function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[HIGH] = high;
  return double[0] as number;
}

/** Its lower word cleared: what is left multiplies without rounding. */
export function withoutLowWord(x: number): number {
  double[0] = x;
  words[LOW] = 0;
  return double[0] as number;
}
