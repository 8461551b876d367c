import type { FileHandle } from 'node:fs/promises';
import type { Storage } from '../storage.ts';

type FileSystem = typeof import('node:fs/promises');

interface Batch {
  readonly name: string;
  readonly pieces: Uint8Array[];
  readonly done: Promise<void>;
}

/**
 * A folder of a real disk, or of a volume of a sandbox. What is appended to a file while an earlier
 * write is under way goes to the disk together, with one fsync.
 */
export class FolderStorage implements Storage {
  readonly #files: FileSystem;
  readonly #folder: string;
  readonly #appending = new Map<string, FileHandle>();
  /** Appends that have not begun, to which more of the same file can be added. */
  #waiting: Batch | null = null;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(files: FileSystem, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** Makes the folder where there is none. Rejects with the disk's error. */
  static async open(folder: string): Promise<FolderStorage> {
    // Not before: in a simulation, loading it takes longer than all else of the registry's start.
    const files = await import('node:fs/promises');
    await files.mkdir(folder, { recursive: true });
    return new FolderStorage(files, folder);
  }

  read(name: string): Promise<Uint8Array | null> {
    return this.#inTurn(async () => {
      try {
        return await this.#files.readFile(this.#pathOf(name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    });
  }

  append(name: string, bytes: Uint8Array): Promise<void> {
    if (this.#waiting?.name === name) {
      this.#waiting.pieces.push(bytes);
      return this.#waiting.done;
    }
    const pieces = [bytes];
    const done = this.#inTurn(() => {
      this.#waiting = null;
      return this.#append(name, pieces);
    });
    this.#waiting = { name, pieces, done };
    return done;
  }

  replace(name: string, bytes: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const aside = this.#pathOf(`${name}.new`);
      const file = await this.#files.open(aside, 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#files.rename(aside, this.#pathOf(name));
      await this.#letGo(name);
      await this.#syncNames();
    });
  }

  /** Resolves when all is written that was asked for. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      for (const name of [...this.#appending.keys()]) await this.#letGo(name);
    });
  }

  async #append(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    const known = this.#appending.get(name);
    const file = known ?? (await this.#files.open(this.#pathOf(name), 'a'));
    this.#appending.set(name, file);
    const [only] = pieces;
    await file.appendFile(pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces));
    await file.datasync();
    if (known === undefined) await this.#syncNames();
  }

  async #letGo(name: string): Promise<void> {
    const file = this.#appending.get(name);
    this.#appending.delete(name);
    await file?.close();
  }

  /** A new file, or a new name of one, is only certain when its folder is on the disk as well. */
  async #syncNames(): Promise<void> {
    const folder = await this.#files.open(this.#folder, 'r').catch(() => null);
    // Windows has no such thing, and needs none.
    await folder?.sync().catch(() => {});
    await folder?.close();
  }

  #pathOf(name: string): string {
    return `${this.#folder}/${name}`;
  }

  /** One after another, in the order of the calls, whatever became of those before. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    this.#waiting = null;
    const done = this.#last.then(run);
    this.#last = done.catch(() => {});
    return done;
  }
}
