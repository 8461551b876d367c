/** One row as it was and as it is; undefined where there was or is none. */
export interface Change {
  readonly table: string;
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly undo: () => void;
}

/** What a transaction changed, in order: it undoes the transaction, and tells watchers of it. */
export type Journal = Change[];

/**
 * Rows by key, in the order of their keys. Rows are never altered, only replaced: so a reader may
 * keep one, and an undone transaction puts the old ones back.
 */
export class Table<Row> {
  readonly name: string;
  readonly #journal: Journal;
  readonly #rows = new Map<string, Row>();
  #keys: string[] = [];

  constructor(name: string, journal: Journal) {
    this.name = name;
    this.#journal = journal;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  put(key: string, row: Row): void {
    this.#note(key, row);
    this.#set(key, row);
  }

  delete(key: string): void {
    if (!this.#rows.has(key)) return;
    this.#note(key, undefined);
    this.#set(key, undefined);
  }

  /** The rows whose keys begin with `prefix`, in the order of their keys; all of them for ''. */
  rows(prefix = ''): Row[] {
    const found: Row[] = [];
    for (let at = this.#place(prefix); at < this.#keys.length; at += 1) {
      const key = this.#keys[at] as string;
      if (!key.startsWith(prefix)) break;
      found.push(this.#rows.get(key) as Row);
    }
    return found;
  }

  #set(key: string, row: Row | undefined): void {
    const had = this.#rows.has(key);
    if (row === undefined) {
      if (had) this.#keys.splice(this.#place(key), 1);
      this.#rows.delete(key);
      return;
    }
    if (!had) this.#keys.splice(this.#place(key), 0, key);
    this.#rows.set(key, row);
  }

  /** Every row with its key. */
  image(): [key: string, row: Row][] {
    return [...this.#rows];
  }

  /** Puts rows in place of all there are. Nobody is told. */
  load(rows: readonly (readonly [key: string, row: unknown])[]): void {
    this.#rows.clear();
    for (const [key, row] of rows) this.#rows.set(key, row as Row);
    this.#keys = [...this.#rows.keys()].sort(byCodeUnits);
  }

  /** How many keys come before `key`. */
  #place(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #note(key: string, after: Row | undefined): void {
    const before = this.#rows.get(key);
    const undo = () => this.#set(key, before);
    this.#journal.push({ table: this.name, key, before, after, undo });
  }
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
