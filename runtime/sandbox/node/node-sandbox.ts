import { pathToFileURL } from 'node:url';
import type { Diagnostic, Files } from '../../compile/index.ts';
import { type FaultInput, MemoryLedger } from '../../network/index.ts';
import { type SandboxError, StartError } from '../errors.ts';
import { sendRequest } from '../learner/client.ts';
import { destinationOf } from '../learner/destination.ts';
import { bootedAlready, disposedOf, notBooted } from '../life-errors.ts';
import { MachineClock } from '../machine-clock.ts';
import { REGISTRY_ENTRY } from '../registry/entry.ts';
import type {
  Address,
  BootOptions,
  Instance,
  Sandbox,
  SandboxInfo,
  ServiceSpec,
} from '../sandbox.ts';
import { portInUse, startAborted } from '../start-errors.ts';
import { Starts } from '../starts.ts';
import { VolumeHolders } from '../volume-holders.ts';
import { Workspace } from '../workspace.ts';
import { NODE_BUILTINS } from './builtins.ts';
import { Learner } from './network/learner.ts';
import { NodeNetwork } from './network/node-network.ts';
import { ServiceProcess } from './service-process.ts';
import { startFailure } from './start-failure.ts';
import type { Machine, Surroundings } from './surroundings.ts';

export interface NodeSandboxOptions {
  /** The folder of the learner's own files: stacks then name these. Nothing there is touched. */
  readonly workspace?: string;
}

/** How often a port that the sandbox chose may turn out to be taken before the start fails. */
const PORT_ATTEMPTS = 3;

/** Services are real processes of Node that listen on real ports of the machine that they run on. */
export class NodeSandbox implements Sandbox {
  readonly info: SandboxInfo;
  readonly clock = new MachineClock();
  readonly ledger = new MemoryLedger(() => this.clock.nowMs());
  readonly network = { set: (faults: readonly FaultInput[]) => this.#setFaults(faults) };
  /** Never: there is nothing that could die but this program itself. */
  readonly lost = new Promise<SandboxError>(() => {});

  readonly #surroundings: Surroundings;
  readonly #sourceRoot: string;
  readonly #workspace = new Workspace(NODE_BUILTINS);
  readonly #network = new NodeNetwork(
    () => this.clock.nowMs(),
    (happening) => this.ledger.append(happening),
  );
  /** The learner's way into the network. */
  readonly learner = new Learner(this.#network);
  readonly #volumes = new VolumeHolders();
  readonly #processes = new Map<string, ServiceProcess>();
  readonly #starts = new Starts(this.ledger, () => this.clock.nowMs());
  readonly #startsUnderWay = new Set<Promise<unknown>>();
  readonly #disposing = new AbortController();
  #machine: Promise<Machine> | null = null;
  #disposed: Promise<void> | null = null;

  constructor(surroundings: Surroundings, { workspace }: NodeSandboxOptions = {}) {
    this.info = surroundings.info;
    this.#surroundings = surroundings;
    this.#sourceRoot = workspace === undefined ? 'file:///' : `${pathToFileURL(workspace).href}/`;
  }

  async boot(options: BootOptions): Promise<void> {
    this.#refuseWhenDisposed();
    if (this.#machine !== null) {
      throw bootedAlready();
    }
    this.#machine = this.#surroundings.boot(options, this.#disposing.signal);
    await this.#machine;
    this.clock.start();
  }

  async sync(files: Files): Promise<readonly Diagnostic[]> {
    await this.#booted();
    this.ledger.append(this.#workspace.replace(files));
    return this.#workspace.diagnostics;
  }

  async start(spec: ServiceSpec, signal: AbortSignal): Promise<Instance> {
    const machine = await this.#booted();
    const starting = this.#start(machine, spec, AbortSignal.any([signal, this.#disposing.signal]));
    this.#startsUnderWay.add(starting);
    try {
      return await starting;
    } catch (error) {
      this.#refuseWhenDisposed();
      throw error;
    } finally {
      this.#startsUnderWay.delete(starting);
    }
  }

  async fetch(to: Instance | Address, request: Request): Promise<Response> {
    await this.#booted();
    const destination = destinationOf(to, (port) => this.#holderOf(port));
    return sendRequest(this.learner, destination, request);
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#tearDown();
    return this.#disposed;
  }

  async #setFaults(faults: readonly FaultInput[]): Promise<void> {
    this.#refuseWhenDisposed();
    this.#network.set(faults);
  }

  async #start(machine: Machine, spec: ServiceSpec, signal: AbortSignal): Promise<Instance> {
    const start = this.#starts.begin(spec.service);
    for (let attempt = 1; ; attempt++) {
      const port = spec.port === 'any' ? await this.#network.ports.next() : spec.port;
      start.on(port);
      try {
        const instance = await this.#launch(machine, start.id, spec, port, signal);
        start.listens(port);
        return instance;
      } catch (error) {
        const lostRace = isPortInUse(error, port) && spec.port === 'any';
        if (lostRace && attempt < PORT_ATTEMPTS) continue;
        start.failed(error);
        throw error;
      }
    }
  }

  /** Resolves when the service listens on the port; else leaves nothing of it behind. */
  async #launch(
    { folders, guardian }: Machine,
    id: string,
    { service, entry, env, volume: asked, startTimeoutMs }: ServiceSpec,
    port: number,
    signal: AbortSignal,
  ): Promise<Instance> {
    const isRegistry = entry === REGISTRY_ENTRY;
    const graph = isRegistry
      ? await this.#surroundings.registry()
      : this.#workspace.graph(service, entry);
    if (signal.aborted) throw startAborted(service);
    const holder = this.#holderOf(port);
    if (holder !== null) throw portInUse(service, port, holder.id);

    const packages = await this.#surroundings.packages(service, graph.packages);
    const folder = await folders.write(graph, packages, this.#sourceRoot);
    const volume = this.#volumes.take(id, service, asked);
    const letGo = () => this.#volumes.release(id, volume);
    const process = await ServiceProcess.launch(
      {
        id,
        service,
        port,
        env,
        startTimeoutMs,
        folder,
        volume: await folders.volume(volume),
        isRegistry,
        ledger: this.ledger,
        nowMs: () => this.clock.nowMs(),
        network: this.#network,
        spawn: this.#surroundings.spawn,
      },
      signal,
    ).catch((error) => {
      letGo();
      throw error;
    });
    this.#processes.set(id, process);
    guardian.watch(process.pid);
    const gone = process.exited.then(() => {
      guardian.forget(process.pid);
      this.#processes.delete(id);
      letGo();
      return folders.remove(folder);
    });
    const outcome = await process.started;
    if (outcome.kind === 'listening') return process;
    await process.end();
    await gone;
    throw startFailure(outcome, {
      service,
      port,
      startTimeoutMs,
      places: { sourceRoot: this.#sourceRoot, runFolder: folder.path },
      holderOf: (taken) => this.#holderOf(taken)?.id ?? null,
    });
  }

  #holderOf(port: number): ServiceProcess | null {
    return this.#processes.get(this.#network.holderOf(port)?.name ?? '') ?? null;
  }

  async #booted(): Promise<Machine> {
    this.#refuseWhenDisposed();
    if (this.#machine === null) {
      throw notBooted();
    }
    return this.#machine;
  }

  #refuseWhenDisposed(): void {
    if (!this.#disposing.signal.aborted) return;
    throw disposedOf();
  }

  async #tearDown(): Promise<void> {
    this.#disposing.abort();
    await Promise.allSettled(this.#startsUnderWay);
    await Promise.all([...this.#processes.values()].map((process) => process.end()));
    this.#network.close();
    const machine = await this.#machine?.catch(() => null);
    await machine?.folders.removeAll();
    machine?.guardian.release();
  }
}

function isPortInUse(error: unknown, port: number): boolean {
  if (!(error instanceof StartError)) return false;
  return error.failure.code === 'port-in-use' && error.failure.port === port;
}
