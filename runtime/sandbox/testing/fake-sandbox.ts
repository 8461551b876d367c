/** A sandbox for tests of what uses one: it runs nothing, and does as it is told. */
import type { Diagnostic, Files } from '../../compile/types.ts';
import { readRules } from '../../network/faults/read-rule.ts';
import { type FaultInput, MemoryLedger } from '../../network/index.ts';
import {
  type Address,
  type BootOptions,
  type Exit,
  type Instance,
  REGISTRY_ENTRY,
  type Sandbox,
  type SandboxError,
  type ServiceSpec,
} from '../index.ts';

export interface FakeBehaviour {
  readonly boot: (options: BootOptions) => Promise<void>;
  readonly sync: (files: Files) => Promise<readonly Diagnostic[]>;
  /** Runs before the instance listens; what it throws is why it does not. */
  readonly start: (spec: ServiceSpec, signal: AbortSignal) => Promise<void>;
  readonly fetch: (request: Request) => Promise<Response>;
}

export interface FakeSandbox extends Sandbox {
  readonly synced: readonly Files[];
  /** What was asked to start, in order. */
  readonly started: readonly ServiceSpec[];
  /** The faults in force. */
  readonly faults: readonly FaultInput[];
  readonly disposed: boolean;
  /** Ends an instance from outside. */
  end(id: string, exit: Exit): void;
  lose(error: SandboxError): void;
}

export function createFakeSandbox(behaviour: Partial<FakeBehaviour> = {}): FakeSandbox {
  const ledger = new MemoryLedger(() => 0);
  const lost = deferred<SandboxError>();
  const ends = new Map<string, (exit: Exit) => void>();
  const counts = new Map<string, number>();
  const synced: Files[] = [];
  const started: ServiceSpec[] = [];
  let faults: readonly FaultInput[] = [];
  let disposed = false;

  return {
    info: { kind: 'browser', title: 'Fake sandbox', limits: [] },
    clock: { nowMs: () => 0, sleep: untilAborted },
    ledger,
    network: {
      async set(next) {
        faults = next;
        ledger.append({ type: 'faults-set', rules: readRules(next) });
      },
    },
    lost: lost.promise,
    synced,
    started,
    get faults() {
      return faults;
    },
    get disposed() {
      return disposed;
    },
    boot: async (options) => behaviour.boot?.(options),
    async sync(files) {
      synced.push(files);
      return (await behaviour.sync?.(files)) ?? [];
    },
    async start(spec, signal): Promise<Instance> {
      const { service } = spec;
      started.push(spec);
      const number = (counts.get(service) ?? 0) + 1;
      counts.set(service, number);
      const instance = `${service}-${number}`;
      const port = spec.port === 'any' ? 30_000 + number : spec.port;
      ledger.append({ type: 'starting', instance, service, port });
      await behaviour.start?.(spec, signal);
      signal.throwIfAborted();
      ledger.append({ type: 'listening', instance, service, port, tookMs: 1 });
      const exited = deferred<Exit>();
      ends.set(instance, (exit) => {
        const code = exit.by === 'code' ? exit.code : null;
        const signal = exit.by === 'signal' ? exit.signal : null;
        ledger.append({ type: 'exited', instance, service, code, signal });
        exited.resolve(exit);
      });
      return {
        id: instance,
        service,
        addresses: [{ port }, ...secondAddress(spec)],
        exited: exited.promise,
        crashAt: async () => {},
        losePower: async () => {},
        async signal(name) {
          ledger.append({ type: 'signalled', instance, signal: name });
          if (name === 'SIGSTOP' || name === 'SIGCONT') return;
          ends.get(instance)?.({ by: 'signal', signal: name });
        },
      };
    },
    fetch: async (_to, request) => (await behaviour.fetch?.(request)) ?? new Response('fake'),
    dispose: async () => {
      disposed = true;
    },
    end: (id, exit) => ends.get(id)?.(exit),
    lose: (error) => lost.resolve(error),
  };
}

/** A registry that serves both APIs has two. */
function secondAddress({ entry, env }: ServiceSpec): readonly Address[] {
  const hasBoth = entry === REGISTRY_ENTRY && env.SERVES === 'consul etcd';
  return hasBoth ? [{ port: Number(env.ETCD_PORT) }] : [];
}

/** Time stands still here: only an abort ends a sleep. */
function untilAborted(_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
