import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright/test';
import { type Command, Commands, type RunOptions } from './commands.ts';

/** Where the client of @webcontainer/api finds its engine. Nothing of this leaves the machine. */
export const ENGINE_URL = 'https://stackblitz.com/**';

const HEADERS = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
};

/** In the engine's frame: the client's own messages, and this machine's processes behind them. */
const SCRIPT = `
import { Comlink } from './vendor.js';
const outputs = new Map();
globalThis.shown = (id, bytes) => outputs.get(id)?.(bytes === null ? null : Uint8Array.from(bytes));
let last = 0;
const instance = {
  fs: async () => Comlink.proxy({}),
  previewScript: async () => {},
  runtimeInfo: async () => ({ path: '', cwd: '/home/brownout' }),
  loadFiles: (snapshot) => engineLoad(new TextDecoder().decode(snapshot)),
  on: async () => Comlink.proxy(() => {}),
  async run(options, _stdout, _stderr, output) {
    const id = ++last;
    outputs.set(id, output);
    await engineRun(id, options);
    return Comlink.proxy({
      onExit: engineExit(id),
      kill: () => engineKill(id),
      write: (text) => engineWrite(id, text),
      resize() {},
    });
  },
  teardown: async () => {},
};
const { port1, port2 } = new MessageChannel();
Comlink.expose({ build: async () => Comlink.proxy(instance) }, port1);
parent.postMessage({ type: 'init' }, '*', [port2]);
`;

/**
 * Answers a page's requests for the engine, once the promise resolves, by the same stand-in that
 * runs commands of this machine. It is not the engine: see stand-in.ts. Returns the way to end it.
 */
export async function serveStandIn(
  context: BrowserContext,
  when: Promise<void> = Promise.resolve(),
): Promise<() => Promise<void>> {
  const commands = await Commands.create();
  const running = new Map<number, Command>();
  const client = import.meta.resolve('@webcontainer/api');
  const vendor = await readFile(new URL('vendor/index.js', client), 'utf8');

  await context.exposeBinding('engineLoad', (_, snapshot: string) => commands.load(snapshot));
  await context.exposeBinding('engineRun', ({ frame }, id: number, options: RunOptions) => {
    let shown: Promise<void> = Promise.resolve();
    const show = (bytes: Uint8Array | null) => {
      const given = [id, bytes === null ? null : [...bytes]] as const;
      shown = shown.then(() => frame.evaluate(SHOW, given).catch(() => {}));
    };
    running.set(id, commands.run(options, show));
  });
  await context.exposeBinding('engineExit', (_, id: number) => running.get(id)?.exited);
  await context.exposeBinding('engineKill', (_, id: number) => running.get(id)?.kill());
  await context.exposeBinding('engineWrite', (_, id: number, text: string) =>
    running.get(id)?.write(text),
  );
  await context.route(ENGINE_URL, async (route) => {
    await when;
    const isVendor = new URL(route.request().url()).pathname === '/vendor.js';
    const body = isVendor ? vendor : `<script type="module">${SCRIPT}</script>`;
    const contentType = isVendor ? 'text/javascript' : 'text/html';
    // The page may have been left meanwhile.
    await route.fulfill({ body, contentType, headers: HEADERS }).catch(() => {});
  });
  return () => commands.close();
}

const SHOW = ([id, bytes]: readonly [number, readonly number[] | null]) =>
  (globalThis as unknown as { shown(id: number, bytes: unknown): void }).shown(id, bytes);
