/**
 * What can happen to a volume, one operation at a time. A process works on its own copy of the
 * volume and sends every completed operation to the durable one, in order; whoever applies the same
 * operations to the same image has the same volume. Files are named by inode, not by path: a handle
 * goes on writing to a file that has since been renamed.
 *
 * What a crash keeps:
 * - SIGKILL, or any other end of the process: every operation that was sent. Nothing is buffered in
 *   the process.
 * - Power loss: for a file, its bytes as they were when the last `fsync` that was done began, and of
 *   the operations after that any beginning, the last write possibly torn; for a directory, its names
 *   as they were then. A name that `create` made is also kept by an fsync of the new file
 *   itself (as ext4, XFS and btrfs do); a `rename` or `unlink` only by an fsync of the directory.
 */
export type VolumeOperation =
  | ({ readonly kind: 'create'; readonly at: Entry; readonly inode: InodeNumber } & WithMode)
  | ({ readonly kind: 'mkdir'; readonly at: Entry; readonly inode: InodeNumber } & WithMode)
  | ({ readonly kind: 'link'; readonly inode: InodeNumber; readonly to: Entry } & Timed)
  | ({ readonly kind: 'unlink'; readonly at: Entry } & Timed)
  | ({ readonly kind: 'rmdir'; readonly at: Entry } & Timed)
  /** Replaces in one step what `to` named before, if anything. */
  | ({ readonly kind: 'rename'; readonly from: Entry; readonly to: Entry } & Timed)
  | ({
      readonly kind: 'write';
      readonly inode: InodeNumber;
      /** Where the bytes begin; a gap before them reads as zeros. */
      readonly offset: number;
      readonly bytes: Uint8Array;
    } & Timed)
  /** Cuts the file to this many bytes, or fills it up with zeros. */
  | ({ readonly kind: 'truncate'; readonly inode: InodeNumber; readonly bytes: number } & Timed)
  | ({ readonly kind: 'chmod'; readonly inode: InodeNumber } & WithMode)
  | ({
      readonly kind: 'utimes';
      readonly inode: InodeNumber;
      readonly accessedMs: number;
      readonly modifiedMs: number;
    } & Timed)
  /** Of a file: its bytes and length. Of a directory: its names. */
  | { readonly kind: 'fsync'; readonly inode: InodeNumber };

interface Timed {
  /** The process's clock, in milliseconds since the Unix epoch. */
  readonly atMs: number;
}

interface WithMode extends Timed {
  /** Permission bits, as `0o644`. Kept and shown, not enforced: a process may do everything. */
  readonly mode: number;
}

/** Names a file or directory within its volume. Never used twice in one volume. */
export type InodeNumber = number;

/** A name in a directory. */
export interface Entry {
  readonly directory: InodeNumber;
  readonly name: string;
}

/** A whole volume at one moment, as plain data that can be kept, or sent to another thread. */
export interface VolumeImage {
  readonly nextInode: InodeNumber;
  readonly inodes: readonly InodeImage[];
}

export type InodeImage = InodeFacts &
  (
    | { readonly kind: 'file'; readonly bytes: Uint8Array }
    | { readonly kind: 'directory'; readonly entries: readonly (readonly [string, InodeNumber])[] }
  );

export interface InodeFacts {
  readonly inode: InodeNumber;
  readonly mode: number;
  readonly accessedMs: number;
  readonly modifiedMs: number;
  /** When anything about it changed last, its names and mode included. */
  readonly changedMs: number;
  readonly createdMs: number;
}

export const ROOT_INODE: InodeNumber = 1;

/** A volume with nothing on it but its root directory. */
export function emptyVolume(createdMs: number): VolumeImage {
  const times = {
    accessedMs: createdMs,
    modifiedMs: createdMs,
    changedMs: createdMs,
    createdMs,
  };
  const root: InodeImage = {
    kind: 'directory',
    inode: ROOT_INODE,
    mode: 0o755,
    ...times,
    entries: [],
  };
  return { nextInode: ROOT_INODE + 1, inodes: [root] };
}
