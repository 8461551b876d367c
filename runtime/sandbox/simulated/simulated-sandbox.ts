import type { Diagnostic, Files } from '../../compile/index.ts';
import { type FaultInput, type Happening, readRules } from '../../network/index.ts';
import { SandboxError } from '../errors.ts';
import { FreePorts } from '../free-ports.ts';
import { readBody, sendRead } from '../learner/client.ts';
import { destinationOf } from '../learner/destination.ts';
import { bootAborted, bootedAlready, disposedOf, notBooted } from '../life-errors.ts';
import { programOf } from '../linked-program.ts';
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
import { Agenda } from './agenda.ts';
import { SIMULATED_BUILTINS } from './builtins.ts';
import { VirtualClock } from './clock.ts';
import { Driver } from './driver.ts';
import { SimulatedInstance } from './instance.ts';
import type { LearnerEnd } from './learner-end.ts';
import { SimulatedLedger } from './ledger.ts';
import { Machine } from './machine.ts';
import type { Realm } from './realm.ts';
import { driven } from './response.ts';
import {
  type MayDisturb,
  type MomentRecord,
  plainSchedule,
  type Schedule,
} from './schedule/index.ts';

const MAX_EVENTS = 1_000_000;
/** About a tenth of a second of loops, on a machine of today. */
const MAX_STEPS = 20_000_000;

const INFO: SandboxInfo = {
  kind: 'simulated',
  title: 'A simulation on a virtual clock',
  limits: [
    'Services run on a Node API of its own: a module that is not there is named when you import it.',
    'Steps are counted to end endless loops. Not counted is what goes on within one call of the language itself, such as a regular expression that backtracks without end.',
    'It is the time of UTC everywhere, and texts are in American English unless you ask for others.',
  ],
};

const FIRST_PID = 1000;

export interface SimulatedOptions {
  /** The same schedule and the same calls give the same run; a seed is short for a plain one. */
  readonly schedule?: Schedule;
  readonly seed?: number;
  /** Left out, whatever the schedule says is done, whomever it strikes. */
  readonly mayDisturb?: MayDisturb;
  readonly realm: Realm;
  /** Events after which a run that does not come to rest is given up. */
  readonly maxEvents?: number;
  /** Turns of loops and calls of functions, in one turn of the event loop, that end a process. */
  readonly maxSteps?: number;
}

/** Services are functions in one realm, on a virtual clock, and every choice is the seed's. */
export class SimulatedSandbox implements Sandbox {
  readonly info = INFO;
  readonly clock: VirtualClock;
  readonly ledger: SimulatedLedger;
  readonly network = { set: (faults: readonly FaultInput[]) => this.#setFaults(faults) };
  readonly lost: Promise<SandboxError>;

  readonly #realm: Realm;
  readonly #agenda = new Agenda();
  readonly #driver: Driver;
  readonly #machine: Machine;
  readonly #learner: LearnerEnd;
  readonly #workspace: Workspace;
  readonly #ports = new FreePorts();
  readonly #volumes = new VolumeHolders();
  readonly #instances = new Map<number, SimulatedInstance>();
  readonly #starts: Starts;
  /** Why it is over: an error is made for who sees it, since its stack takes time. */
  #over: (() => SandboxError) | null = null;
  #booted = false;
  #rest: Promise<void> = Promise.resolve();
  #nextPid = FIRST_PID;
  /** Requests are read one after the other, for it takes engines different times. */
  #reading: Promise<unknown> = Promise.resolve();
  #resolveLost: (error: SandboxError) => void = () => {};

  constructor({
    seed = 0,
    schedule = plainSchedule(seed),
    mayDisturb = () => true,
    realm,
    maxEvents = MAX_EVENTS,
    maxSteps = MAX_STEPS,
  }: SimulatedOptions) {
    this.#realm = realm;
    const record = (what: Happening) => void this.ledger.append(what);
    this.#machine = new Machine(realm, this.#agenda, { schedule, mayDisturb, maxSteps, record });
    this.#driver = new Driver({
      agenda: this.#agenda,
      engine: realm.engine,
      driven: this.#machine,
      maxEvents,
      onFailed: (why) => this.#lose(why),
    });
    const nowMs = () => this.#agenda.nowMs;
    this.clock = new VirtualClock(this.#agenda, this.#driver);
    this.ledger = new SimulatedLedger(nowMs, this.#driver);
    this.#starts = new Starts(this.ledger, nowMs);
    this.#learner = this.#machine.connectLearner();
    this.#workspace = new Workspace(SIMULATED_BUILTINS, realm.compiler);
    this.lost = new Promise((resolve) => {
      this.#resolveLost = resolve;
    });
  }

  /** The schedule disturbs nothing from here on: what a check looks at now is what it left. */
  calm(): void {
    this.#machine.conductor.calm();
  }

  /** The moments so far in which a schedule could have led the run otherwise. */
  get moments(): readonly MomentRecord[] {
    return this.#machine.conductor.moments;
  }

  /** What has happened so far: messages that arrived, timers, starts. */
  get events(): number {
    return this.#driver.events;
  }

  async boot({ signal, onStage }: BootOptions): Promise<void> {
    this.#refuseWhenOver();
    if (this.#booted) {
      throw bootedAlready();
    }
    if (signal.aborted) {
      throw bootAborted();
    }
    onStage('Setting the clock');
    if (!this.#realm.take()) {
      throw new SandboxError(
        'boot-failed',
        'Another simulation has not ended yet, and there can be one at a time.',
        'Dispose of the other sandbox first.',
      );
    }
    this.#booted = true;
  }

  async sync(files: Files): Promise<readonly Diagnostic[]> {
    this.#refuseUnlessBooted();
    this.ledger.append(this.#workspace.replace(files));
    return this.#workspace.diagnostics;
  }

  async start(spec: ServiceSpec, signal: AbortSignal): Promise<Instance> {
    this.#refuseUnlessBooted();
    const start = this.#starts.begin(spec.service);
    const isTaken = (port: number) => this.#holderOf(port) !== null;
    const port = spec.port === 'any' ? this.#ports.next(isTaken) : spec.port;
    start.on(port);
    try {
      const instance = await this.#launch(start.id, spec, port, signal);
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
    id: string,
    spec: ServiceSpec,
    port: number,
    signal: AbortSignal,
  ): Promise<Instance> {
    const { service, env, volume: asked, startTimeoutMs } = spec;
    const pid = this.#nextPid++;
    const given = { pid, env: { ...env, PORT: String(port) } };
    const { fetchPackage } = this.#realm;
    const program = await this.#driver.hold(() =>
      programOf(spec, this.#workspace, given, fetchPackage, { metered: true }),
    );
    if (signal.aborted || this.#over !== null) throw startAborted(service);
    const volume = this.#volumes.take(id, service, asked);
    const options = {
      id,
      service,
      port,
      program,
      volume,
      startTimeoutMs,
      machine: this.#machine,
      agenda: this.#agenda,
      driver: this.#driver,
      ledger: this.ledger,
      nameOf: (holder: number) => this.#instances.get(holder)?.id ?? null,
    };
    const instance = new SimulatedInstance(options, signal);
    this.#instances.set(pid, instance);
    void instance.gone.then(() => {
      this.#instances.delete(pid);
      this.#volumes.release(id, volume);
    });
    const outcome = await this.#driver.waitFor(instance.started);
    if (outcome.kind === 'listening') return instance;
    instance.end();
    throw startFailure(outcome, instance, { service, port, startTimeoutMs });
  }

  async fetch(to: Instance | Address, request: Request): Promise<Response> {
    this.#refuseUnlessBooted();
    const destination = destinationOf(to, (port) => this.#holderOf(port));
    const body = await this.#driver.hold(() => this.#read(request));
    this.#refuseWhenOver();
    const answer = sendRead(this.#learner, destination, request, body);
    const { response, isWhole } = await this.#driver.waitFor(answer);
    return isWhole ? response : driven(response, this.#driver);
  }

  #read(request: Request): Promise<Uint8Array> {
    const read = this.#reading.then(() => readBody(request));
    this.#reading = read.catch(() => undefined);
    return read;
  }

  async dispose(): Promise<void> {
    if (this.#over === disposedOf) return this.#rest;
    this.#end(disposedOf);
    await this.#rest;
  }

  #lose(why: string): void {
    const error = new SandboxError(
      'lost',
      `The simulation was given up: ${why}.`,
      'Look for a timer or a loop that goes on without end.',
    );
    this.#end(() => error);
    this.#resolveLost(error);
  }

  #end(why: () => SandboxError): void {
    this.#over = why;
    const rest = this.#driver.stop();
    this.clock.end(why);
    for (const instance of [...this.#instances.values()]) instance.end();
    this.#learner.close();
    // Not before: two at once would take each other's failures for their own.
    this.#rest = rest.then(() => {
      this.#agenda.close();
      if (this.#booted) this.#realm.release();
      this.#booted = false;
    });
  }

  #holderOf(port: number): SimulatedInstance | null {
    for (const instance of this.#instances.values()) if (instance.listensOn(port)) return instance;
    return null;
  }

  async #setFaults(faults: readonly FaultInput[]): Promise<void> {
    const rules = readRules(faults);
    this.#refuseUnlessBooted();
    this.#machine.network.set(rules);
  }

  #refuseUnlessBooted(): void {
    this.#refuseWhenOver();
    if (!this.#booted) {
      throw notBooted();
    }
  }

  #refuseWhenOver(): void {
    if (this.#over !== null) throw this.#over();
  }
}
