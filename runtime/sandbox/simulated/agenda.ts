/** Something that is to happen at a moment of virtual time. */
export interface Entry {
  readonly atUs: number;
  readonly seq: number;
  /** Null once it has been taken back. */
  run: (() => void) | null;
}

/**
 * All that is still to happen, in order: by its time, and of one time by the order in which it was
 * put down. Taking the next entry is what makes time go on. Times are whole microseconds, for their
 * sums are exact.
 */
export class Agenda {
  /** A binary heap: no entry comes before its parent, at half its index. */
  readonly #heap: Entry[] = [];
  #seq = 0;
  #nowUs = 0;
  #live = 0;
  /** Called whenever something is put down. */
  onAdded: () => void = nobody;

  /** Milliseconds of virtual time that have passed. */
  get nowMs(): number {
    return this.#nowUs / 1000;
  }

  /** Whether nothing is to happen any more. */
  get isEmpty(): boolean {
    return this.#live === 0;
  }

  add(delayMs: number, run: () => void): Entry {
    return this.addAt(this.nowMs + Math.max(0, delayMs), run);
  }

  /** For a moment that must not have passed. */
  addAt(atMs: number, run: () => void): Entry {
    const entry: Entry = { atUs: Math.round(atMs * 1000), seq: this.#seq++, run };
    this.#rise(entry);
    this.#live += 1;
    this.onAdded();
    return entry;
  }

  remove(entry: Entry): void {
    if (entry.run === null) return;
    entry.run = null;
    this.#live -= 1;
  }

  /** Nothing is to happen any more, and whoever still has the time from here leads to nothing else. */
  close(): void {
    this.#heap.length = 0;
    this.#live = 0;
    this.onAdded = nobody;
  }

  /** Takes what comes first, and lets its moment be now. Null when there is nothing. */
  next(): (() => void) | null {
    for (;;) {
      const first = this.#takeFirst();
      if (first === undefined) return null;
      const { run, atUs } = first;
      if (run === null) continue;
      this.remove(first);
      this.#nowUs = atUs;
      return run;
    }
  }

  #takeFirst(): Entry | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    this.#sink(last);
    return first;
  }

  /** Puts an entry in its place, from the end upwards: what comes after it moves down. */
  #rise(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Entry;
      if (!isBefore(entry, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Puts an entry in its place, from the top downwards: what comes before it moves up. */
  #sink(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      let least = heap[child] as Entry;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, least)) {
        child += 1;
        least = right;
      }
      if (!isBefore(least, entry)) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.seq < b.seq);
}

function nobody(): void {}
