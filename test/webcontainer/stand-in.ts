/**
 * A stand-in for WebContainer's hosted engine, for the unmodified client of @webcontainer/api: it
 * answers the client's own messages, and runs commands as processes of this machine's Node. It
 * proves our side of the conversation. It is not the engine, and shows nothing of how that behaves.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { WebContainer } from '@webcontainer/api';

const ORIGIN = 'http://engine.test';

/** What the client calls its messaging library by; its types are not exported. */
interface Comlink {
  proxy<T extends object>(value: T): T;
  expose(value: object, endpoint: object): void;
}

interface Tree {
  readonly [name: string]: { readonly d: Tree } | { readonly f: { readonly c: string } };
}

interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StandIn {
  readonly WebContainer: typeof WebContainer;
  /** Ends what still runs, and removes its files. */
  close(): Promise<void>;
}

/** Makes one in this process: the client finds it by what it looks up in a page. */
export async function standIn(): Promise<StandIn> {
  const clientUrl = import.meta.resolve('@webcontainer/api');
  const listeners = new Set<(event: object) => void>();
  Object.assign(globalThis, {
    WEBCONTAINER_API_IFRAME_URL: ORIGIN,
    window: {
      location: { host: 'localhost' },
      crossOriginIsolated: true,
      addEventListener: (type: string, listener: (event: object) => void) =>
        type === 'message' && listeners.add(listener),
    },
    document: {
      createElement: () => ({ style: {}, setAttribute() {} }),
      body: { insertBefore: () => setTimeout(answer, 0) },
    },
  });
  const client = (await import(clientUrl)) as { WebContainer: typeof WebContainer };
  const vendor = (await import(new URL('vendor/index.js', clientUrl).href)) as { Comlink: Comlink };
  const root = await mkdtemp(join(await realpath(tmpdir()), 'brownout-stand-in-'));
  const engine = new Engine(vendor.Comlink, root);
  const ports: MessagePort[] = [];

  function answer(): void {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    vendor.Comlink.expose(engine, endpointOf(port1));
    for (const listener of listeners) {
      listener({ origin: ORIGIN, data: { type: 'init' }, ports: [port2] });
    }
  }

  return {
    WebContainer: client.WebContainer,
    async close() {
      await engine.endAll();
      for (const port of ports) port.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A port of Node's as the messaging library expects a page's. */
function endpointOf(port: MessagePort): object {
  return {
    postMessage: (message: unknown, transfer: []) => port.postMessage(message, transfer),
    addEventListener: (_type: string, listener: (event: object) => void) =>
      port.on('message', (data) => listener({ data, origin: ORIGIN })),
    removeEventListener() {},
    start: () => port.start(),
  };
}

class Engine {
  readonly #comlink: Comlink;
  readonly #root: string;
  readonly #running = new Set<ChildProcess>();

  constructor(comlink: Comlink, root: string) {
    this.#comlink = comlink;
    this.#root = root;
  }

  async build(): Promise<object> {
    const at = (path: string) => join(this.#root, path);
    return this.#comlink.proxy({
      fs: async () =>
        this.#comlink.proxy({
          readFile: (path: string, encoding?: BufferEncoding) => readFile(at(path), encoding),
          readdir: (path: string) => readdir(at(path)),
        }),
      previewScript: async () => {},
      runtimeInfo: async () => ({ path: process.env.PATH ?? '', cwd: this.#root }),
      loadFiles: (snapshot: Uint8Array) => this.#load(snapshot),
      on: async () => this.#comlink.proxy(() => {}),
      run: this.#run.bind(this),
      teardown: async () => {},
    });
  }

  async endAll(): Promise<void> {
    const ended = [...this.#running].map((child) => {
      return new Promise((resolve) => child.once('close', resolve));
    });
    for (const child of this.#running) kill(child);
    await Promise.all(ended);
  }

  async #load(snapshot: Uint8Array): Promise<void> {
    const { d } = JSON.parse(new TextDecoder().decode(snapshot)) as { d: Tree };
    await write(d, this.#root);
  }

  async #run(
    { command, args, cwd = '', env }: RunOptions,
    _stdout: unknown,
    _stderr: unknown,
    output: (bytes: Uint8Array | null) => void,
  ): Promise<object> {
    const child = spawn(command, args, {
      cwd: join(this.#root, cwd),
      env: { PATH: process.env.PATH ?? '', HOME: this.#root, ...env },
      detached: true,
    });
    this.#running.add(child);
    // A terminal: both streams in one, its own line ends, what is typed echoed, cut anywhere.
    const show = (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString('latin1').replaceAll('\n', '\r\n');
      const shown = Buffer.from(text, 'latin1');
      const middle = shown.length >> 1;
      output(Uint8Array.from(shown.subarray(0, middle)));
      output(Uint8Array.from(shown.subarray(middle)));
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    child.stdin.on('error', () => {});
    const onExit = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => kill(child));
      child.once('close', (code) => {
        this.#running.delete(child);
        output(null);
        // What the engine gives for one that was killed.
        resolve(code ?? 143);
      });
    });
    return this.#comlink.proxy({
      onExit,
      kill: () => kill(child),
      write: async (text: string) => {
        show(Buffer.from(text));
        child.stdin.write(text);
      },
      resize() {},
    });
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
