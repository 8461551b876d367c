/**
 * A folder of a disk. Calls take effect in the order in which they are made, whether or not they are
 * awaited; each rejects when the disk refuses.
 */
export interface Storage {
  /** The whole of a file; null where there is none. */
  read(name: string): Promise<Uint8Array | null>;
  /** Adds to a file's end. When it resolves, the bytes survive a loss of power (written and synced). */
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** Puts a whole file in place: after a crash there is the one before or this one, never a mixture. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
}
