import type { ByteString } from '../bytes.ts';
import { refusals } from '../status.ts';
import { History } from './history.ts';
import type { Interval } from './interval.ts';
import { KeyIndex } from './key-index.ts';
import { at, isAlive, type Version } from './version.ts';

/**
 * Keys and values in all their revisions, as etcd keeps them. What one write changes (a put, a
 * delete, a transaction, an expired lease) has one revision.
 */
export class Store {
  readonly keys = new KeyIndex();
  readonly history = new History();
  #revision = 1;
  #compacted = -1;
  #bytes = 0;

  /** That of the newest write; 1 while there is none. */
  get revision(): number {
    return this.#revision;
  }

  /** The oldest revision that can still be read, as compaction has left it; -1 before any. */
  get compacted(): number {
    return this.#compacted;
  }

  /** Bytes of all keys and values that are kept, old ones too. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The key as it is now; null where it is not. */
  get(key: ByteString): Version | null {
    const latest = this.keys.get(key)?.latest ?? null;
    return isAlive(latest) ? latest : null;
  }

  /** Calls `visit` with each key of the interval that was there at the revision, in order. */
  visitAt(revision: number, interval: Interval, visit: (version: Version) => void): void {
    this.keys.visit(interval, (entry) => {
      const version = at(revision, entry);
      if (version !== null) visit(version);
    });
  }

  /** Throws where a revision cannot be read: not yet written, or compacted. */
  checkReadable(revision: number): void {
    if (revision > this.#revision) throw refusals.futureRevision();
    if (revision < this.#compacted) throw refusals.compacted();
  }

  /** Begins a write. Reads in between see what it has changed so far. */
  write(): Write {
    return new Write(this, this.#revision + 1);
  }

  /** For a `Write`, and for a store that is read back: takes a change into the keys and the history. */
  record(version: Version): void {
    const entry = this.keys.get(version.key);
    if (entry === undefined) this.keys.add({ key: version.key, latest: version });
    else entry.latest = version;
    this.history.push(version);
    this.#bytes += sizeOf(version);
  }

  /** For a `Write` alone: its revision is now the store's. */
  advance(revision: number): void {
    this.#revision = revision;
  }

  /** All that is kept, in the order in which it came about. */
  all(): Version[] {
    const recent = this.history.all();
    const inHistory = new Set(recent);
    const older: Version[] = [];
    this.keys.visit({ from: '', to: null }, ({ latest }) => {
      for (let version: Version | null = latest; version !== null; version = version.previous) {
        if (!inHistory.has(version)) older.push(version);
      }
    });
    return [...older.sort((a, b) => a.mod_revision - b.mod_revision), ...recent];
  }

  /** For a store that is read back: where the one that was written stood. */
  restore(revision: number, compacted: number): void {
    this.#revision = revision;
    this.#compacted = compacted;
  }

  /**
   * Forgets what no read at this revision or later can see. Throws where that was done already, or
   * the revision is yet to come.
   */
  compact(revision: number): void {
    if (revision <= this.#compacted) throw refusals.compacted();
    if (revision > this.#revision) throw refusals.futureRevision();
    this.#compacted = revision;
    const forgotten = this.history.forget(revision);
    for (const version of forgotten) this.#forgetBefore(version);
    // A watch may begin at the compacted revision itself, and then still sees what lives of it.
    this.history.putBack(
      forgotten.filter((v) => v.mod_revision === revision && this.#at(revision, v.key) === v),
    );
  }

  #at(revision: number, key: ByteString): Version | null {
    const entry = this.keys.get(key);
    return entry === undefined ? null : at(revision, entry);
  }

  /** `version` is of a compacted revision; of those, only the newest of a key that lives is kept. */
  #forgetBefore(version: Version): void {
    for (let old = version.previous; old !== null; old = old.previous) this.#bytes -= sizeOf(old);
    version.previous = null;
    if (version.version > 0) return;
    if (this.keys.get(version.key)?.latest === version) this.keys.delete(version.key);
  }
}

/** Changes that share one revision. */
export class Write {
  readonly revision: number;
  readonly changes: Version[] = [];
  readonly #store: Store;

  constructor(store: Store, revision: number) {
    this.#store = store;
    this.revision = revision;
  }

  put(key: ByteString, value: ByteString, lease: bigint): Version {
    const previous = this.#store.keys.get(key)?.latest ?? null;
    const created = isAlive(previous) ? previous : null;
    return this.#record({
      key,
      create_revision: created?.create_revision ?? this.revision,
      mod_revision: this.revision,
      version: (created?.version ?? 0) + 1,
      value,
      lease,
      previous,
    });
  }

  /** Deletes a key that is there. */
  delete(previous: Version): void {
    this.#record({
      key: previous.key,
      create_revision: 0,
      mod_revision: this.revision,
      version: 0,
      value: '',
      lease: 0n,
      previous,
    });
  }

  /** The revision that reads see now: this write's own once it has changed anything. */
  get visible(): number {
    return this.changes.length === 0 ? this.revision - 1 : this.revision;
  }

  /** Ends it. A write that changed nothing uses no revision. */
  end(): void {
    this.#store.advance(this.visible);
  }

  #record(version: Version): Version {
    this.#store.record(version);
    this.changes.push(version);
    return version;
  }
}

function sizeOf({ key, value, version }: Version): number {
  return version === 0 ? 0 : key.length + value.length;
}
