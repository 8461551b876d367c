/** A seeded source of choices: the same seed gives the same ones, in every engine. */
export interface Random {
  /** An integer from 0 up to and not including `below`. */
  integer(below: number): number;
  pick<T>(from: readonly T[]): T;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, and only 32-bit integer arithmetic. */
export function createRandom(seed: number): Random {
  let a = 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // The first outputs still show the seed's own bits.
  for (let i = 0; i < 12; i++) next();

  const integer = (below: number) => {
    if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
      throw new RangeError(`integer(below) takes a whole number from 1 to 2^32, not ${below}.`);
    }
    return Math.floor((next() / 2 ** 32) * below);
  };
  return { integer, pick: (from) => from[integer(from.length)] as (typeof from)[number] };
}
