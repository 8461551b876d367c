import type { Storage } from '../../storage.ts';
import { type Json, writeJson } from '../codec/json.ts';
import { readJson } from '../codec/read-json.ts';
import { apply, type Command } from './command.ts';
import type { Store } from './store.ts';

/** The commands that made the store, one a line, on the disk that the registry was given. */
export class CommandLog {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Makes the store again. A line that was torn by the machine's failure was never answered. */
  async replay(store: Store): Promise<void> {
    const bytes = await this.#storage.read(FILE);
    const text = new TextDecoder().decode(bytes ?? new Uint8Array(0));
    const lines = text.split('\n');
    const torn = lines.pop() ?? '';
    for (const line of lines) {
      const { atMs, command } = readJson(line) as unknown as Line;
      try {
        store.transact(atMs, () => apply(store, command));
      } catch {
        // It was refused then, too: a command is logged before it is tried.
      }
    }
    if (torn !== '') await this.#storage.replace(FILE, encode(lines));
  }

  /** Resolves when the commands would survive the machine's failure. */
  append(commands: readonly Command[], atMs: number): Promise<void> {
    const lines = commands.map((command) => writeJson({ atMs, command } as unknown as Json));
    return this.#storage.append(FILE, encode(lines));
  }
}

const FILE = 'consul.log';

interface Line {
  readonly atMs: number;
  readonly command: Command;
}

function encode(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
}
