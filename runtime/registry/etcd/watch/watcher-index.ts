import type { ByteString } from '../bytes.ts';
import { contains, type Interval } from '../mvcc/interval.ts';
import type { Version } from '../mvcc/version.ts';

/** Somebody who wants to know of changes as they happen. */
export interface Watcher {
  readonly interval: Interval;
  /** Takes those of one write's changes that are in its interval. They are shared: not to be kept. */
  notify(changes: readonly Version[], revision: number): void;
}

/** Who watches what: by key where it is one key, else in a list. */
export class WatcherIndex {
  readonly #byKey = new Map<ByteString, Set<Watcher>>();
  readonly #ranges = new Set<Watcher>();

  add(watcher: Watcher): void {
    const { from } = watcher.interval;
    if (!isOneKey(watcher.interval)) this.#ranges.add(watcher);
    else if (this.#byKey.get(from)?.add(watcher) === undefined) {
      this.#byKey.set(from, new Set([watcher]));
    }
  }

  delete(watcher: Watcher): void {
    const { from } = watcher.interval;
    this.#ranges.delete(watcher);
    const ofKey = this.#byKey.get(from);
    if (ofKey?.delete(watcher) && ofKey.size === 0) this.#byKey.delete(from);
  }

  notify(changes: readonly Version[], revision: number): void {
    const [only] = changes;
    if (changes.length === 1 && only !== undefined) {
      // Watchers may come and go while they are told.
      for (const watcher of this.#watching(only)) watcher.notify(changes, revision);
      return;
    }
    const found = new Map<Watcher, Version[]>();
    for (const change of changes) {
      for (const watcher of this.#watching(change)) {
        const some = found.get(watcher);
        if (some === undefined) found.set(watcher, [change]);
        else some.push(change);
      }
    }
    for (const [watcher, some] of found) watcher.notify(some, revision);
  }

  #watching({ key }: Version): Watcher[] {
    const found = [...(this.#byKey.get(key) ?? [])];
    for (const watcher of this.#ranges) if (contains(watcher.interval, key)) found.push(watcher);
    return found;
  }
}

function isOneKey({ from, to }: Interval): boolean {
  return to === `${from}\0`;
}
