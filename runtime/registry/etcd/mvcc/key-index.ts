import type { ByteString } from '../bytes.ts';
import type { Interval } from './interval.ts';
import type { KeyEntry } from './version.ts';

const CHUNK_ENTRIES = 512;

/**
 * The keys in order and by name. Ordered in chunks that split when they are full: a key is put in
 * by moving less than a chunk of pointers, which is faster than a tree up to millions of keys.
 */
export class KeyIndex {
  readonly #byKey = new Map<ByteString, KeyEntry>();
  readonly #chunks: KeyEntry[][] = [];

  get size(): number {
    return this.#byKey.size;
  }

  get(key: ByteString): KeyEntry | undefined {
    return this.#byKey.get(key);
  }

  /** The key must not be there yet. */
  add(entry: KeyEntry): void {
    this.#byKey.set(entry.key, entry);
    const place = Math.max(0, this.#chunkOf(entry.key));
    const chunk = this.#chunks[place];
    if (chunk === undefined) {
      this.#chunks.push([entry]);
      return;
    }
    chunk.splice(firstFrom(chunk, entry.key), 0, entry);
    if (chunk.length < CHUNK_ENTRIES) return;
    // Keys often come in order: all but the last then stay full.
    const isAppended = chunk.at(-1) === entry && place === this.#chunks.length - 1;
    this.#chunks.splice(place + 1, 0, chunk.splice(isAppended ? -1 : CHUNK_ENTRIES / 2));
  }

  delete(key: ByteString): void {
    if (!this.#byKey.delete(key)) return;
    const place = this.#chunkOf(key);
    const chunk = this.#chunks[place] as KeyEntry[];
    chunk.splice(firstFrom(chunk, key), 1);
    if (chunk.length === 0) this.#chunks.splice(place, 1);
  }

  /** Calls `visit` with each key of the interval, in order. Keys must not come or go meanwhile. */
  visit({ from, to }: Interval, visit: (entry: KeyEntry) => void): void {
    if (to !== null && to === `${from}\0`) {
      const entry = this.#byKey.get(from);
      if (entry !== undefined) visit(entry);
      return;
    }
    const first = Math.max(0, this.#chunkOf(from));
    for (let place = first; place < this.#chunks.length; place++) {
      const chunk = this.#chunks[place] as KeyEntry[];
      const isWithin = to === null || (chunk.at(-1) as KeyEntry).key < to;
      for (let at = place === first ? firstFrom(chunk, from) : 0; at < chunk.length; at++) {
        const entry = chunk[at] as KeyEntry;
        if (!isWithin && entry.key >= (to as ByteString)) return;
        visit(entry);
      }
    }
  }

  /** The last chunk that begins with this key or one before it; -1 when all begin behind it. */
  #chunkOf(key: ByteString): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const [first] = this.#chunks[middle] as readonly KeyEntry[];
      if ((first as KeyEntry).key <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** The place of the first entry whose key is this one or behind it. */
function firstFrom(chunk: readonly KeyEntry[], key: ByteString): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunk[middle] as KeyEntry).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
