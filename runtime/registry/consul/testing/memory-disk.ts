import type { Storage } from '../../storage.ts';

/** A disk for tests: it may refuse, and it may lose the end of what was written last. */
export class MemoryDisk implements Storage {
  readonly files = new Map<string, Uint8Array>();
  /** Set to make every write fail, after this many of its bytes. */
  failsAfterBytes: number | null = null;
  appends = 0;

  async read(name: string): Promise<Uint8Array | null> {
    return this.files.get(name) ?? null;
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    this.appends += 1;
    const before = this.files.get(name) ?? new Uint8Array(0);
    const written = bytes.subarray(0, this.failsAfterBytes ?? bytes.length);
    const whole = new Uint8Array(before.length + written.length);
    whole.set(before);
    whole.set(written, before.length);
    this.files.set(name, whole);
    this.#refuse();
  }

  async replace(name: string, bytes: Uint8Array): Promise<void> {
    this.#refuse();
    this.files.set(name, bytes.slice());
  }

  #refuse(): void {
    if (this.failsAfterBytes !== null) throw new Error('ENOSPC: no space left on device');
  }
}
