/**
 * The one program of Brownout's that runs in the container beside the services: the sandbox of Node
 * processes, whose processes are the container's. The page speaks to it over its terminal.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { NodeSandbox } from '../../node/node-sandbox.ts';
import { RunFolders } from '../../node/run-folders.ts';
import type { Surroundings } from '../../node/surroundings.ts';
import { registryGraphOf } from '../../registry/graph.ts';
import type { Instance, Sandbox } from '../../sandbox.ts';
import { WEBCONTAINER_INFO } from '../info.ts';
import { type Handlers, Peer } from '../link/peer.ts';
import type { Started, ToGateway, ToPage } from '../protocol.ts';
import { Children } from './children.ts';
import { cleanFrame } from './learner-frame.ts';

/** Its own folder, and the preload's file, as paths from the working directory. */
const [folder = 'brownout', preload = 'brownout/preload.mjs'] = process.argv.slice(2);

const instances = new Map<string, Instance>();

const peer = new Peer({
  direction: '<',
  write: (text) => void process.stdout.write(text),
  handlers: handlers() as unknown as Handlers,
  // The page's own lines come back where a terminal echoes; nothing else is sent here.
  onOther: () => {},
  onBroken: (why) => {
    process.stderr.write(`The gateway lost the page: ${why}.\n`);
    process.exit(1);
  },
});
const children = await Children.create(peer, join(process.cwd(), preload));
const sandbox = new NodeSandbox(surroundings());
await boot(sandbox);

// A terminal would show what the page writes, and cut long lines.
if (process.stdin.isTTY) process.stdin.setRawMode?.(true);
process.stdin.setEncoding('utf8').on('data', (text: string) => peer.heard(text));
process.stdin.on('end', () => process.exit(0));
tell('ready', null);

function tell<N extends keyof ToPage>(name: N, argument: Parameters<ToPage[N]>[0]): void {
  peer.tell(name, argument);
}

async function boot(made: Sandbox): Promise<void> {
  const signal = new AbortController().signal;
  await made.boot({ signal, timeoutMs: 15_000, onStage: () => {} });
  const epochMs = performance.timeOrigin + performance.now() - made.clock.nowMs();
  made.ledger.subscribe(({ seq: _seq, atMs, ...happening }) =>
    tell('happened', { happening, epochMs: epochMs + atMs }),
  );
}

function surroundings(): Surroundings {
  return {
    info: WEBCONTAINER_INFO,
    async boot() {
      await mkdir(folder, { recursive: true });
      const folders = await RunFolders.create(folder);
      return { folders, guardian: { watch() {}, forget() {}, release() {} } };
    },
    spawn: (options) =>
      children.spawn({
        ...options,
        onMessage: (message) => {
          options.onMessage(message);
          if (message.type === 'listening') tellPorts();
        },
      }),
    registry: async () => registryGraphOf((await peer.ask('registry', null)) as string),
    packages: async (_service, specifiers) =>
      specifiers.length === 0
        ? {}
        : ((await peer.ask('packages', specifiers)) as Awaited<ReturnType<ToPage['packages']>>),
  };
}

/** Services may listen on more ports while they run. */
function tellPorts(): void {
  for (const instance of instances.values()) {
    const { id, ports } = startedOf(instance);
    tell('ports', { instance: id, ports });
  }
}

function startedOf({ id, service, addresses }: Instance): Started {
  return { id, service, ports: addresses.map(({ port }) => port) };
}

function handlers(): { [N in keyof ToGateway]: (argument: never, signal: AbortSignal) => unknown } {
  return {
    sync: (files: Parameters<ToGateway['sync']>[0]) => sandbox.sync(files),
    async start(spec: Parameters<ToGateway['start']>[0], signal: AbortSignal) {
      const instance = await sandbox.start(spec, signal);
      instances.set(instance.id, instance);
      tell('started', startedOf(instance));
      void instance.exited.then((exit) => {
        instances.delete(instance.id);
        tell('exited', { instance: instance.id, exit });
      });
      return instance.id;
    },
    signal: ({ instance, signal }: Parameters<ToGateway['signal']>[0]) =>
      instances.get(instance)?.signal(signal),
    crashAt: ({ instance, point }: Parameters<ToGateway['crashAt']>[0]) =>
      instances.get(instance)?.crashAt(point),
    faults: (faults: Parameters<ToGateway['faults']>[0]) => sandbox.network.set(faults),
    dispose: () => sandbox.dispose(),
    learner(message: Parameters<ToGateway['learner']>[0]) {
      const { learner } = sandbox;
      if (message.type === 'connect') {
        learner.hearConnection(message.id, (said) => tell('learner', cleanFrame(said)));
      }
      learner.push(message);
    },
    printed: ({ child, text }: Parameters<ToGateway['printed']>[0]) =>
      children.printed(child, text),
    gone: ({ child, code }: Parameters<ToGateway['gone']>[0]) => children.gone(child, code),
  };
}
