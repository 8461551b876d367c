/** A set of small whole numbers, with a hash that changes with it at no cost. */
export class BitSet {
  readonly #words: Uint32Array;
  hash = 0;

  constructor(words: Uint32Array, hash = 0) {
    this.#words = words;
    this.hash = hash;
  }

  static of(size: number): BitSet {
    return new BitSet(new Uint32Array(Math.ceil(size / 32)));
  }

  /** Puts a number in, or takes it out. */
  flip(number: number): void {
    const word = number >>> 5;
    this.#words[word] = (this.#words[word] ?? 0) ^ (1 << (number & 31));
    this.hash ^= scatter(number);
  }

  clone(): BitSet {
    return new BitSet(this.#words.slice(), this.hash);
  }

  equals(other: BitSet): boolean {
    if (this.hash !== other.hash) return false;
    for (let at = 0; at < this.#words.length; at++) {
      if (this.#words[at] !== other.#words[at]) return false;
    }
    return true;
  }
}

/** Spreads a number's bits over 32 (the finalizer of MurmurHash3). */
function scatter(number: number): number {
  let bits = number + 1;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
