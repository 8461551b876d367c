import type { Diagnostic, Files } from '../../compile/types.ts';
import { type FaultInput, MemoryLedger, readRules } from '../../network/index.ts';
import { SandboxError } from '../errors.ts';
import { sendRequest } from '../learner/client.ts';
import { destinationOf } from '../learner/destination.ts';
import { bootAborted, bootedAlready, disposedOf, notBooted } from '../life-errors.ts';
import { MachineClock } from '../machine-clock.ts';
import type { Address, BootOptions, Instance, Sandbox, ServiceSpec } from '../sandbox.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Container, OneContainer } from './container.ts';
import { drain, type Gateway, startGateway } from './gateway-process.ts';
import { WEBCONTAINER_INFO } from './info.ts';
import { LearnerOverLink } from './learner-over-link.ts';
import type { Handlers } from './link/peer.ts';
import type { SpawnedProcess, ToGateway, ToPage } from './protocol.ts';
import { RemoteInstance } from './remote-instance.ts';

/** From the call of boot to a sandbox that is ready, or a word why there is none. */
const BOOT_LIMIT_MS = 15_000;

/** How long what a process printed may take to come when it is gone. */
const OUTPUT_LIMIT_MS = 1000;

/**
 * Services are processes of Node in the page's one container; the sandbox around them runs in a
 * gateway there, and this is its handle.
 */
export class WebcontainerSandbox implements Sandbox {
  readonly info = WEBCONTAINER_INFO;
  readonly clock = new MachineClock();
  readonly ledger = new MemoryLedger(() => this.clock.nowMs());
  readonly network = { set: (faults: readonly FaultInput[]) => this.#setFaults(faults) };
  readonly lost: Promise<SandboxError>;

  readonly #one: OneContainer;
  readonly #learner = new LearnerOverLink((message) => this.#tell('learner', message));
  readonly #instances = new Map<string, RemoteInstance>();
  /** Ways to end the processes in the container, by the gateway's numbers. */
  readonly #children = new Map<number, () => void>();
  readonly #disposing = new AbortController();
  #gateway: Promise<Gateway> | null = null;
  #over: SandboxError | null = null;
  #disposed: Promise<void> | null = null;
  #bootedAtMs = 0;
  #resolveLost: (error: SandboxError) => void = () => {};

  constructor(one: OneContainer) {
    this.#one = one;
    this.lost = new Promise((resolve) => {
      this.#resolveLost = resolve;
    });
  }

  async boot(options: BootOptions): Promise<void> {
    this.#refuseWhenOver();
    if (this.#gateway !== null) {
      throw bootedAlready();
    }
    const signal = AbortSignal.any([options.signal, this.#disposing.signal]);
    const gateway = this.#open({ ...options, signal });
    this.#gateway = gateway;
    await gateway;
    this.clock.start();
    this.#bootedAtMs = performance.timeOrigin + performance.now();
  }

  async sync(files: Files): Promise<readonly Diagnostic[]> {
    return (await this.#ask('sync', files)) as readonly Diagnostic[];
  }

  async start(spec: ServiceSpec, signal: AbortSignal): Promise<Instance> {
    const id = (await this.#ask('start', spec, signal)) as string;
    const instance = this.#instances.get(id);
    if (instance === undefined) throw new Error(`The gateway started ${id} without a word.`);
    return instance;
  }

  async fetch(to: Instance | Address, request: Request): Promise<Response> {
    await this.#booted();
    const destination = destinationOf(to, (port) => this.#holderOf(port));
    return sendRequest(this.#learner, destination, request);
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#tearDown();
    return this.#disposed;
  }

  async #open(options: BootOptions): Promise<Gateway> {
    const late = AbortSignal.timeout(BOOT_LIMIT_MS);
    const container = await this.#one.ready(options);
    options.onStage('Starting the gateway');
    let ready = () => {};
    const isReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const gateway = await startGateway(container, this.#handlers(container, ready));
    const died = gateway.gone.then((error) => Promise.reject(error));
    try {
      const ending = AbortSignal.any([options.signal, late]);
      await unlessAborted(Promise.race([isReady, died]), ending);
    } catch (error) {
      gateway.end();
      if (options.signal.aborted) throw bootAborted();
      throw late.aborted ? gatewayHangs() : error;
    }
    void gateway.gone.then((error) => this.#lose(error));
    return gateway;
  }

  #handlers(container: Container, ready: () => void): Handlers {
    const handlers: { [N in keyof ToPage]: ToPage[N] } = {
      ready,
      happened: ({ happening, epochMs }) => {
        this.ledger.append(happening, Math.max(0, epochMs - this.#bootedAtMs));
      },
      started: (started) => {
        this.#instances.set(
          started.id,
          new RemoteInstance((...asked) => this.#ask(...asked), started),
        );
      },
      exited: ({ instance, exit }) => this.#instances.get(instance)?.hasExited(exit),
      ports: ({ instance, ports }) => this.#instances.get(instance)?.portsAre(ports),
      learner: (message) => this.#learner.hear(message),
      spawn: (process) => this.#spawn(container, process),
      kill: (child) => this.#children.get(child)?.(),
      packages: (specifiers) => this.#one.files.packages(specifiers),
      registry: async () => this.#one.files.registry,
    };
    return handlers as unknown as Handlers;
  }

  async #spawn(container: Container, { child, args, cwd, env }: SpawnedProcess): Promise<void> {
    const process = await container.spawn('node', [...args], { cwd, env: { ...env } });
    this.#children.set(child, () => process.kill());
    const printed = drain(process, (text) => this.#tell('printed', { child, text }));
    void process.exit.then(async (code) => {
      this.#children.delete(child);
      await Promise.race([printed, new Promise((done) => setTimeout(done, OUTPUT_LIMIT_MS))]);
      this.#tell('gone', { child, code });
    });
  }

  /** Rejects when it has not booted, or is over. */
  async #booted(): Promise<Gateway> {
    this.#refuseWhenOver();
    if (this.#gateway === null) {
      throw notBooted();
    }
    return this.#gateway;
  }

  async #ask(name: keyof ToGateway, argument: unknown, signal?: AbortSignal): Promise<unknown> {
    const { peer } = await this.#booted();
    try {
      return await peer.ask(name, argument, signal);
    } catch (error) {
      this.#refuseWhenOver();
      throw error;
    }
  }

  #tell(name: keyof ToGateway, argument: unknown): void {
    void this.#gateway?.then(
      ({ peer }) => peer.tell(name, argument),
      () => {},
    );
  }

  async #setFaults(faults: readonly FaultInput[]): Promise<void> {
    // Read here too, so that what cannot be is refused without asking.
    readRules(faults);
    await this.#ask('faults', faults);
  }

  #holderOf(port: number): RemoteInstance | null {
    for (const instance of this.#instances.values()) if (instance.listensOn(port)) return instance;
    return null;
  }

  #refuseWhenOver(): void {
    if (this.#over !== null) throw this.#over;
  }

  #lose(error: SandboxError): void {
    if (this.#over !== null) return;
    this.#over = error;
    this.#end();
    this.#resolveLost(error);
  }

  async #tearDown(): Promise<void> {
    const wasOver = this.#over !== null;
    this.#over ??= disposedOf();
    // Whoever waits for it to boot waits no longer.
    this.#disposing.abort();
    const gateway = await this.#gateway?.catch(() => null);
    // Its services end in order; then it has nothing left to do.
    if (!wasOver) await gateway?.peer.ask('dispose', null).catch(() => {});
    this.#end();
    gateway?.end();
    await gateway?.gone;
  }

  /** Whatever is left in the container ends, and nobody waits for it any more. */
  #end(): void {
    for (const end of [...this.#children.values()]) end();
    for (const instance of this.#instances.values()) {
      instance.hasExited({ by: 'signal', signal: 'SIGKILL' });
    }
    this.#learner.close();
  }
}

function gatewayHangs(): SandboxError {
  return new SandboxError(
    'boot-timeout',
    `Node.js did not start in the container within ${BOOT_LIMIT_MS / 1000} s.`,
    'Run tries again, in the same container; or use the browser sandbox.',
  );
}
