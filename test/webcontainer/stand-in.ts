/**
 * A stand-in for WebContainer's hosted engine, for the unmodified client of @webcontainer/api: it
 * answers the client's own messages, and runs commands as processes of this machine's Node. It
 * proves our side of the conversation. It is not the engine, and shows nothing of how that behaves.
 */
import { setMaxListeners } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { WebContainer } from '@webcontainer/api';
import { Commands, type RunOptions } from './commands.ts';

const ORIGIN = 'http://engine.test';

/** What the client calls its messaging library by; its types are not exported. */
interface Comlink {
  proxy<T extends object>(value: T): T;
  expose(value: object, endpoint: object): void;
  /** How values of a kind travel; a proxy does as a port, over which it is called. */
  readonly transferHandlers: Map<string, { deserialize(given: unknown): unknown }>;
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
  takeManyCalls(vendor.Comlink);
  const commands = await Commands.create();
  const engine = new Engine(vendor.Comlink, commands);
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
      await commands.close();
      for (const port of ports) port.close();
    },
  };
}

/**
 * A proxy's port has a listener for each call that is under way, of which there are as many as pieces
 * of output at once: Node warns of more than ten.
 */
function takeManyCalls({ transferHandlers }: Comlink): void {
  const proxies = transferHandlers.get('proxy');
  if (proxies === undefined) throw new Error('The client has no proxies any more.');
  transferHandlers.set('proxy', {
    ...proxies,
    deserialize(port) {
      setMaxListeners(0, port as EventTarget);
      return proxies.deserialize(port);
    },
  });
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
  readonly #commands: Commands;

  constructor(comlink: Comlink, commands: Commands) {
    this.#comlink = comlink;
    this.#commands = commands;
  }

  async build(): Promise<object> {
    return this.#comlink.proxy({
      fs: async () => this.#comlink.proxy({ readFile: noFiles, readdir: noFiles }),
      previewScript: async () => {},
      runtimeInfo: async () => ({ path: '', cwd: this.#commands.root }),
      loadFiles: (snapshot: Uint8Array) => this.#commands.load(new TextDecoder().decode(snapshot)),
      on: async () => this.#comlink.proxy(() => {}),
      run: this.#run.bind(this),
      teardown: async () => {},
    });
  }

  async #run(
    options: RunOptions,
    _stdout: unknown,
    _stderr: unknown,
    output: (bytes: Uint8Array | null) => void,
  ): Promise<object> {
    const command = this.#commands.run(options, (shown) => output(shown));
    return this.#comlink.proxy({
      onExit: command.exited,
      kill: () => command.kill(),
      write: async (text: string) => command.write(text),
      resize() {},
    });
  }
}

/** Brownout reads and writes nothing there by itself. */
function noFiles(): never {
  throw new Error('The stand-in has no file system to ask.');
}
