import type { Version } from './version.ts';

/** All that changed since the last compaction, in the order of revisions. */
export class History {
  #versions: Version[] = [];

  get length(): number {
    return this.#versions.length;
  }

  push(version: Version): void {
    this.#versions.push(version);
  }

  get(place: number): Version | undefined {
    return this.#versions[place];
  }

  all(): readonly Version[] {
    return this.#versions;
  }

  /** The place of the first change of this revision or a later one. */
  placeOf(revision: number): number {
    let low = 0;
    let high = this.#versions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#versions[middle] as Version).mod_revision < revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes out all changes up to and with this revision, in order. */
  forget(revision: number): Version[] {
    return this.#versions.splice(0, this.placeOf(revision + 1));
  }

  /** Puts changes before all others. */
  putBack(versions: readonly Version[]): void {
    if (versions.length > 0) this.#versions = [...versions, ...this.#versions];
  }
}
