import { frame, unframe } from '../../log/frame.ts';
import type { Storage } from '../../storage.ts';
import { decodeBinary } from '../binary/decode.ts';
import { encodeBinary } from '../binary/encode.ts';
import { Code, Refusal } from '../status.ts';
import { LogRecord, type ReadRecord, type WrittenRecord } from './record.ts';

const FILE = 'etcd.log';
/** A log is written anew, as short as it can be, when it is so much longer than it was then. */
const GROWTH_BYTES = 4 * 1024 * 1024;

/**
 * A write-ahead log: what it has taken is on the disk before anybody is told. Records that come
 * while the disk works are written together.
 */
export class Log {
  readonly #storage: Storage;
  readonly #snapshot: () => readonly WrittenRecord[];
  #waiting: Uint8Array[] = [];
  #writing: Promise<void> | null = null;
  #bytesAnew = 0;
  #bytes = 0;
  #isBroken = false;

  /** `snapshot` gives the records that a log may begin with in place of all before. */
  constructor(storage: Storage, snapshot: () => readonly WrittenRecord[]) {
    this.#storage = storage;
    this.#snapshot = snapshot;
  }

  /**
   * The records of the log that is there. One that was cut off, or damaged, was never confirmed to
   * anybody, nor was what stands behind it: they are taken off, so that the log can go on.
   */
  async read(): Promise<ReadRecord[]> {
    const bytes = await this.#storage.read(FILE);
    if (bytes === null) return [];
    const { records, wholeBytes } = unframe(bytes);
    if (wholeBytes < bytes.length) await this.#storage.replace(FILE, bytes.slice(0, wholeBytes));
    this.#bytes = wholeBytes;
    this.#bytesAnew = wholeBytes;
    return records.map((record) => decodeBinary(LogRecord, record));
  }

  append(record: WrittenRecord): void {
    if (this.#isBroken) return;
    this.#waiting.push(encodeBinary(LogRecord, record));
    if (this.#writing !== null) return;
    this.#writing = this.#write();
    // Whoever must know asks `flushed`; nobody may have to.
    this.#writing.catch(() => {});
  }

  /** Throws once the disk has refused: what could not be written must not be built upon. */
  check(): void {
    if (this.#isBroken) throw unavailable();
  }

  /**
   * Null when all is on the disk; else a promise of that, which rejects with a Refusal when the
   * disk refuses.
   */
  flushed(): Promise<void> | null {
    return this.#writing;
  }

  async #write(): Promise<void> {
    try {
      // What is done in the same turn is written together.
      await Promise.resolve();
      while (this.#waiting.length > 0) {
        if (this.#bytes > this.#bytesAnew + GROWTH_BYTES) await this.#writeAnew();
        else await this.#writeWaiting();
      }
      this.#writing = null;
    } catch {
      this.#isBroken = true;
      throw unavailable();
    }
  }

  async #writeWaiting(): Promise<void> {
    const bytes = frame(this.#waiting.splice(0));
    await this.#storage.append(FILE, bytes);
    this.#bytes += bytes.length;
  }

  async #writeAnew(): Promise<void> {
    // What waits is part of what is known already.
    this.#waiting = [];
    const bytes = frame(this.#snapshot().map((record) => encodeBinary(LogRecord, record)));
    await this.#storage.replace(FILE, bytes);
    this.#bytes = bytes.length;
    this.#bytesAnew = bytes.length;
  }
}

function unavailable(): Refusal {
  return new Refusal(
    Code.UNAVAILABLE,
    'etcdserver: the log cannot be written; start it again on a disk that takes writes',
  );
}
