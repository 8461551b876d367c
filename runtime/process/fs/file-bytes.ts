/** A file's bytes: grows by doubling, so that a log written line by line stays cheap. */
export class FileBytes {
  #store: Uint8Array;
  #length: number;

  constructor(bytes: Uint8Array = new Uint8Array(0)) {
    this.#store = bytes.slice();
    this.#length = bytes.length;
  }

  get length(): number {
    return this.#length;
  }

  /** A copy of the bytes from `start` to `end`, as far as the file has them. */
  read(start = 0, end = this.#length): Uint8Array {
    return this.#store.slice(start, Math.min(end, this.#length));
  }

  write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    if (end > this.#length) this.resize(end);
    this.#store.set(bytes, offset);
  }

  /** Bytes that come to it are zero. */
  resize(length: number): void {
    if (length > this.#store.length) {
      const grown = new Uint8Array(Math.max(length, this.#store.length * 2));
      grown.set(this.#store.subarray(0, this.#length));
      this.#store = grown;
    } else if (length < this.#length) {
      this.#store.fill(0, length, this.#length);
    }
    this.#length = length;
  }
}
