import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** What the client of @webcontainer/api asks an engine to run. */
export interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Command {
  /** Its exit code; the engine's own, 143, for one that was killed. */
  readonly exited: Promise<number>;
  write(text: string): void;
  kill(): void;
}

/** Files as the client sends them to be mounted. */
interface Tree {
  readonly [name: string]: { readonly d: Tree } | { readonly f: { readonly c: string } };
}

/** A folder, and processes of this machine in it, each at something like a terminal. */
export class Commands {
  readonly root: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<Commands> {
    return new Commands(await mkdtemp(join(await realpath(tmpdir()), 'brownout-stand-in-')));
  }

  async load(snapshot: string): Promise<void> {
    const { d } = JSON.parse(snapshot) as { d: Tree };
    await write(d, this.root);
  }

  /** `show` is called with what the terminal shows, and with null when there will be no more. */
  run(
    { command, args, cwd = '', env }: RunOptions,
    show: (bytes: Uint8Array | null) => void,
  ): Command {
    const child = spawn(command, args, {
      cwd: join(this.root, cwd),
      env: { PATH: process.env.PATH ?? '', HOME: this.root, ...env },
      detached: true,
    });
    this.#running.add(child);
    // Both streams in one, the terminal's own line ends, what is typed echoed, cut anywhere.
    const print = (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString('latin1').replaceAll('\n', '\r\n');
      const shown = Buffer.from(text, 'latin1');
      const middle = shown.length >> 1;
      show(Uint8Array.from(shown.subarray(0, middle)));
      show(Uint8Array.from(shown.subarray(middle)));
    };
    child.stdout.on('data', print);
    child.stderr.on('data', print);
    child.stdin.on('error', () => {});
    const exited = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => kill(child));
      child.once('close', (code) => {
        this.#running.delete(child);
        show(null);
        resolve(code ?? 143);
      });
    });
    return {
      exited,
      write(text) {
        print(Buffer.from(text));
        child.stdin.write(text);
      },
      kill: () => kill(child),
    };
  }

  /** Ends what still runs, and removes the folder. */
  async close(): Promise<void> {
    const ended = [...this.#running].map((child) => {
      return new Promise((resolve) => child.once('close', resolve));
    });
    for (const child of this.#running) kill(child);
    await Promise.all(ended);
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** With whatever it has started. */
function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

async function write(tree: Tree, folder: string): Promise<void> {
  for (const [name, entry] of Object.entries(tree)) {
    const path = join(folder, name);
    if ('d' in entry) await write(entry.d, path);
    else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, entry.f.c);
    }
  }
}
