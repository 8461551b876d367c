import type { Storage } from '../storage.ts';

/** A disk in memory, which can be taken as it stands and given to another registry. */
export class MemoryStorage implements Storage {
  readonly files: Map<string, Uint8Array>;
  /** What each call waits for, as for a disk; a rejection is a disk that refuses. */
  delay: () => Promise<void> = () => Promise.resolve();

  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.files = new Map(files);
  }

  async read(name: string): Promise<Uint8Array | null> {
    return this.files.get(name) ?? null;
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    await this.delay();
    const before = this.files.get(name) ?? new Uint8Array();
    const after = new Uint8Array(before.length + bytes.length);
    after.set(before);
    after.set(bytes, before.length);
    this.files.set(name, after);
  }

  async replace(name: string, bytes: Uint8Array): Promise<void> {
    await this.delay();
    this.files.set(name, bytes);
  }
}
