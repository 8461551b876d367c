import type { Disk } from './disk.ts';
import type { Inode } from './volume.ts';

/**
 * What an operation returns whose last part is an fsync: there the synchronous form stands still,
 * and the others wait while the process goes on.
 */
export class Unsynced {
  readonly #disk: Disk;
  readonly #inode: Inode;

  constructor(disk: Disk, inode: Inode) {
    this.#disk = disk;
    this.#inode = inode;
  }

  syncNow(): void {
    this.#disk.sync(this.#inode);
  }

  /** Begins, and calls `done` in a later turn, when the disk has it. */
  sync(done: () => void): void {
    this.#disk.beginSync(this.#inode, done);
  }
}

/** What a form gives for what its operation returns. */
export type Settled<T> = T extends Unsynced ? undefined : T;
