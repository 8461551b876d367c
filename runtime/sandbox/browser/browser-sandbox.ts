import type { Diagnostic, Files } from '../../compile/index.ts';
import { type FaultInput, MemoryLedger, readRules } from '../../network/index.ts';
import { VOLUME_LIMIT_BYTES } from '../../process/fs/volume.ts';
import { NO_POWER_LOSS, SandboxError } from '../errors.ts';
import { FreePorts } from '../free-ports.ts';
import { sendRequest } from '../learner/client.ts';
import { type Destination, destinationOf } from '../learner/destination.ts';
import { bootedAlready, disposedOf, notBooted } from '../life-errors.ts';
import { type FetchPackage, programOf } from '../linked-program.ts';
import { MachineClock } from '../machine-clock.ts';
import type {
  Address,
  BootOptions,
  Instance,
  Sandbox,
  SandboxInfo,
  ServiceSpec,
} from '../sandbox.ts';
import { startAborted } from '../start-errors.ts';
import { startFailure } from '../start-failure.ts';
import { Starts } from '../starts.ts';
import { VolumeHolders } from '../volume-holders.ts';
import { Workspace } from '../workspace.ts';
import { BROWSER_BUILTINS } from './builtins.ts';
import { ENGINE_LIMITS } from './engine-limits.ts';
import { LIMITS } from './limits.ts';
import { type OpenFrame, openFrame } from './page/frame.ts';
import { watchFrame } from './page/heartbeat.ts';
import { ServiceProcess } from './page/service-process.ts';

const INFO: SandboxInfo = {
  kind: 'browser',
  title: 'A sandbox in this page',
  limits: [
    'Services run on a Node API of its own: a module that is not there is named when you import it.',
    'A timer may be up to 4 ms late.',
    NO_POWER_LOSS,
    `An instance that works for ${LIMITS.silenceMs / 1000} s without coming back to its event loop is ended.`,
    `An instance has ${LIMITS.bufferBytes / 2 ** 30} GB in buffers at most. Whatever else grows without end ends the instance, or, when it grows faster than that is noticed, every instance of the sandbox; never the page.`,
    `No more than ${LIMITS.processes} instances run at the same time, and after ${LIMITS.startsInBurst} quick starts no more than ${LIMITS.startsPerSecond} a second.`,
    `An instance has ${LIMITS.portsPerProcess} ports, ${LIMITS.connectionsPerProcess} connections and a disk of ${VOLUME_LIMIT_BYTES / 2 ** 20} MB at most.`,
    'An instance that sends or prints more than the page can keep up with is ended.',
    ...ENGINE_LIMITS,
  ],
};

const FIRST_PID = 1000;

/** Services are workers of a closed frame in the page: no server, no network, no account. */
export class BrowserSandbox implements Sandbox {
  readonly info = INFO;
  readonly clock = new MachineClock();
  readonly ledger = new MemoryLedger(() => this.clock.nowMs());
  readonly network = { set: (faults: readonly FaultInput[]) => this.#setFaults(faults) };
  readonly lost: Promise<SandboxError>;

  readonly #frameUrl: string;
  readonly #fetchPackage: FetchPackage;
  readonly #workspace = new Workspace(BROWSER_BUILTINS);
  readonly #ports = new FreePorts();
  readonly #volumes = new VolumeHolders();
  readonly #processes = new Map<number, ServiceProcess>();
  readonly #starts = new Starts(this.ledger, () => this.clock.nowMs());
  readonly #ending = new AbortController();
  /** Why it is over: it was disposed of, or lost. */
  #over: SandboxError | null = null;
  #frame: Promise<OpenFrame> | null = null;
  #stopWatching = () => {};
  #nextPid = FIRST_PID;
  /** Processes whose start has come to no end yet. */
  #starting = 0;
  #resolveLost: (error: SandboxError) => void = () => {};

  constructor(frameUrl: string, fetchPackage: FetchPackage) {
    this.#frameUrl = frameUrl;
    this.#fetchPackage = fetchPackage;
    this.lost = new Promise((resolve) => {
      this.#resolveLost = resolve;
    });
  }

  async boot(options: BootOptions): Promise<void> {
    this.#refuseWhenOver();
    if (this.#frame !== null) {
      throw bootedAlready();
    }
    this.#frame = openFrame(this.#frameUrl, options, this.#ending.signal);
    const frame = await this.#frame;
    this.clock.start();
    const bootedAtMs = performance.timeOrigin + performance.now();
    frame.link.onHappened = (happening, epochMs) =>
      this.ledger.append(happening, Math.max(0, epochMs - bootedAtMs));
    this.#stopWatching = watchFrame(frame, {
      isStarting: () => this.#starting > 0,
      onLost: (why) => this.#lose(why, frame.link.busy),
    });
  }

  async sync(files: Files): Promise<readonly Diagnostic[]> {
    await this.#booted();
    this.ledger.append(this.#workspace.replace(files));
    return this.#workspace.diagnostics;
  }

  async start(spec: ServiceSpec, signal: AbortSignal): Promise<Instance> {
    const frame = await this.#booted();
    const start = this.#starts.begin(spec.service);
    const isTaken = (port: number) => this.#holderOf(port) !== null;
    const port = spec.port === 'any' ? this.#ports.next(isTaken) : spec.port;
    start.on(port);
    try {
      const ending = AbortSignal.any([signal, this.#ending.signal]);
      const instance = await this.#launch(frame, start.id, spec, port, ending);
      start.listens(port);
      return instance;
    } catch (error) {
      start.failed(error);
      this.#refuseWhenOver();
      throw error;
    }
  }

  /** Resolves when the service listens on the port; else leaves nothing of it behind. */
  async #launch(
    { link }: OpenFrame,
    id: string,
    spec: ServiceSpec,
    port: number,
    signal: AbortSignal,
  ): Promise<Instance> {
    const { service, env, volume: asked, startTimeoutMs } = spec;
    const pid = this.#nextPid++;
    const given = { pid, env: { ...env, PORT: String(port) } };
    const program = await programOf(spec, this.#workspace, given, this.#fetchPackage);
    if (signal.aborted) throw startAborted(service);
    const volume = this.#volumes.take(id, service, asked);
    const options = {
      id,
      service,
      port,
      program,
      volume,
      startTimeoutMs,
      ledger: this.ledger,
      nowMs: () => this.clock.nowMs(),
      nameOf: (holder: number) => this.#processes.get(holder)?.id ?? null,
    };
    const process = new ServiceProcess(link, options, signal);
    this.#processes.set(pid, process);
    const gone = process.exited.then(() => {
      this.#processes.delete(pid);
      this.#volumes.release(id, volume);
    });
    this.#starting += 1;
    const outcome = await process.started;
    this.#starting -= 1;
    if (outcome.kind === 'listening') return process;
    await process.end();
    await gone;
    throw startFailure(outcome, process, { service, port, startTimeoutMs });
  }

  async fetch(to: Instance | Address, request: Request): Promise<Response> {
    const { link } = await this.#booted();
    return sendRequest(link, this.#destinationOf(to), request);
  }

  async dispose(): Promise<void> {
    if (this.#over?.code !== 'disposed') {
      this.#end(disposedOf());
    }
    await Promise.all([...this.#processes.values()].map((process) => process.exited));
  }

  /** `busy` are the processes that did not come back from their work before it was lost. */
  #lose(why: string, busy: readonly number[]): void {
    const names = busy.flatMap((pid) => this.#processes.get(pid)?.id ?? []);
    const suspects = names.length === 0 ? '' : ` Busy until then: ${names.join(', ')}.`;
    const error = new SandboxError(
      'lost',
      `The sandbox is gone: ${why}.${suspects}`,
      'Run the services again: that opens a new one.',
    );
    this.#end(error);
    this.#resolveLost(error);
  }

  /** Taking the frame out of the page ends every worker in it, whatever it is doing. */
  #end(why: SandboxError): void {
    this.#over = why;
    this.#stopWatching();
    this.#ending.abort();
    // Rejected: openFrame has cleaned up after itself.
    this.#frame?.then(
      ({ element, link }) => {
        element.remove();
        link.close();
      },
      () => {},
    );
  }

  #holderOf(port: number): ServiceProcess | null {
    for (const process of this.#processes.values()) if (process.listensOn(port)) return process;
    return null;
  }

  async #setFaults(faults: readonly FaultInput[]): Promise<void> {
    const rules = readRules(faults);
    const { link } = await this.#booted();
    await link.ask((ask) => ({ type: 'faults', ask, rules }));
    this.#refuseWhenOver();
  }

  #destinationOf(to: Instance | Address): Destination {
    return destinationOf(to, (port) => this.#holderOf(port));
  }

  async #booted(): Promise<OpenFrame> {
    this.#refuseWhenOver();
    if (this.#frame === null) {
      throw notBooted();
    }
    return this.#frame;
  }

  #refuseWhenOver(): void {
    if (this.#over !== null) throw this.#over;
  }
}
