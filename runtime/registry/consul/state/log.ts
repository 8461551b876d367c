import { frame, unframe } from '../../log/frame.ts';
import type { Storage } from '../../storage.ts';
import { type Json, writeJson } from '../codec/json.ts';
import { readJson } from '../codec/read-json.ts';
import { apply, type Command } from './command.ts';
import { readSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';
import type { Store } from './store.ts';

const FILE = 'consul.log';

/** Bytes of commands after which the store itself is written in their place. */
const LEAST_BYTES = 4 * 1024 * 1024;

type LogRecord =
  | { readonly snapshot: Snapshot }
  | { readonly atMs: number; readonly command: Command };

/**
 * What made the store, on the disk that the registry was given: the store as it once was, and the
 * commands since. A command is on the disk before anybody sees what it does.
 */
export class CommandLog {
  readonly #storage: Storage;
  #snapshotBytes = 0;
  #bytes = 0;
  /** An append has failed: what it left behind must not be followed by more. */
  #isDoubtful = false;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /**
   * Makes the store again, and writes it down as it is. A record that is cut off was never
   * answered, nor was what stands behind it: they are dropped.
   */
  async open(store: Store, nowMs: number): Promise<void> {
    const bytes = await this.#storage.read(FILE);
    if (bytes === null) return;
    for (const record of unframe(bytes).records) {
      replay(store, readJson(new TextDecoder().decode(record)) as unknown as LogRecord);
    }
    store.forgetMoments(nowMs);
    await this.#compact(store);
  }

  /** Resolves when the commands would survive the machine's failure. */
  async append(store: Store, commands: readonly Command[], atMs: number): Promise<void> {
    const isLong = this.#bytes > Math.max(LEAST_BYTES, this.#snapshotBytes);
    if (this.#isDoubtful || isLong) await this.#compact(store);
    const bytes = encode(commands.map((command) => ({ atMs, command })));
    this.#isDoubtful = true;
    await this.#storage.append(FILE, bytes);
    this.#isDoubtful = false;
    this.#bytes += bytes.length;
  }

  async #compact(store: Store): Promise<void> {
    const bytes = encode([{ snapshot: takeSnapshot(store) }]);
    await this.#storage.replace(FILE, bytes);
    this.#snapshotBytes = bytes.length;
    this.#bytes = 0;
    this.#isDoubtful = false;
  }
}

function replay(store: Store, record: LogRecord): void {
  if ('snapshot' in record) {
    readSnapshot(store, record.snapshot);
    return;
  }
  try {
    store.transact(record.atMs, () => apply(store, record.command));
  } catch {
    // It was refused then, too: a command is written down before it is tried.
  }
}

function encode(records: readonly LogRecord[]): Uint8Array {
  const texts = records.map((record) => writeJson(record as unknown as Json));
  return frame(texts.map((text) => new TextEncoder().encode(text)));
}
