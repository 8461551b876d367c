import type { Disk } from './disk.ts';
import type { OpenFiles } from './open-files.ts';

/**
 * Each function of fs is written once, as a preparation: it checks its arguments when it is called,
 * and returns the operation itself. The sync form runs that at once; the callback form runs it in a
 * later turn and so throws for wrong arguments only; the promise form never throws. An operation
 * that ends with an fsync returns an `Unsynced`, and leaves that to the form.
 */
// biome-ignore lint/suspicious/noExplicitAny: each preparation checks its own arguments
export type Preparation = (...args: any[]) => () => unknown;

export interface Files {
  readonly disk: Disk;
  readonly open: OpenFiles;
  /** Fills the bytes with random ones. */
  readonly random: (bytes: Uint8Array) => void;
}
