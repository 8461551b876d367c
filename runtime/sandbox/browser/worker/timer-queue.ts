interface Entry {
  readonly id: number;
  readonly dueMs: number;
  readonly run: () => void;
  /** Where it stands in the heap. */
  index: number;
}

/**
 * What is to happen, the earliest first; what is due together in the order in which it was added. A
 * binary heap in which every entry knows its place: a server sets a timer for each request and takes
 * nearly all of them back, so that both must be cheap and nothing of them may stay.
 */
export class TimerQueue {
  readonly #heap: Entry[] = [];
  readonly #byId = new Map<number, Entry>();
  #nextId = 1;

  /** Returns the id that `remove` takes. */
  add(dueMs: number, run: () => void): number {
    const id = this.#nextId++;
    const entry: Entry = { id, dueMs, run, index: this.#heap.length };
    this.#byId.set(id, entry);
    this.#heap.push(entry);
    this.#rise(entry);
    return id;
  }

  /** Does nothing when it is not there any more. */
  remove(id: number): void {
    const entry = this.#byId.get(id);
    if (entry === undefined) return;
    this.#byId.delete(id);
    const last = this.#heap.pop() as Entry;
    if (last === entry) return;
    this.#put(last, entry.index);
    this.#rise(last);
    this.#sink(last);
  }

  get size(): number {
    return this.#heap.length;
  }

  /** When the first is due; never, if there is none. */
  get nextDueMs(): number {
    return this.#heap[0]?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** Takes out the first that is due by then. */
  takeDue(nowMs: number): (() => void) | null {
    const [first] = this.#heap;
    if (first === undefined || first.dueMs > nowMs) return null;
    this.remove(first.id);
    return first.run;
  }

  #rise(entry: Entry): void {
    while (entry.index > 0) {
      const parent = this.#heap[(entry.index - 1) >> 1] as Entry;
      if (isBefore(parent, entry)) return;
      this.#swap(entry, parent);
    }
  }

  #sink(entry: Entry): void {
    for (;;) {
      const left = this.#heap[2 * entry.index + 1];
      const right = this.#heap[2 * entry.index + 2];
      if (left === undefined) return;
      const child = right !== undefined && isBefore(right, left) ? right : left;
      if (isBefore(entry, child)) return;
      this.#swap(entry, child);
    }
  }

  #swap(one: Entry, other: Entry): void {
    const { index } = one;
    this.#put(one, other.index);
    this.#put(other, index);
  }

  #put(entry: Entry, index: number): void {
    this.#heap[index] = entry;
    entry.index = index;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.id < other.id);
}
