import {
  type ConnectionId,
  type CrashPoint,
  CrashPoints,
  createRandom,
  type Endpoint,
  type FromEnd,
  type Happening,
  LEARNER_PARTY,
  Listeners,
  type Moment,
  momentInWords,
  Network,
  type OpenPort,
  type Party,
  PortTable,
  type Random,
  Switch,
  type ToEnd,
} from '../../network/index.ts';
import { freshVolume } from '../../process/fs/fresh-volume.ts';
import type { VolumeOperation } from '../../process/fs/operation.ts';
import type { Frame, OutputStream } from '../../process/index.ts';
import { fileActionOf } from '../file-moments.ts';
import type { LearnerLink } from '../learner/exchange.ts';
import type { LinkedProgram } from '../linked-program.ts';
import type { Agenda } from './agenda.ts';
import type { Driven } from './driver.ts';
import { DurableVolume } from './durable-volume.ts';
import { EPOCH_MS, type ProcessExit, type ProcessHost, SimulatedProcess } from './process.ts';
import type { Realm } from './realm.ts';
import { type Runaway, STEPS_OF } from './steps.ts';
import { Wire } from './wire.ts';

/** How long it takes until a new process runs, in milliseconds. */
const LEAST_START_MS = 5;
const MOST_START_MS = 50;

const MAX_SEED = 2 ** 32;

/** Is told what becomes of one process. */
export interface ProcessWatcher {
  listening(port: number): void;
  unlistened(port: number): void;
  /** It could not have a port, which the process with that pid has. */
  portTaken(port: number, holder: number): void;
  printed(stream: OutputStream, text: string): void;
  /** It ran on without end, and is about to. */
  ranAway(how: Runaway): void;
  /** Called once; nothing comes after it. */
  ended(exit: ProcessExit): void;
}

/** The learner's end of the network. */
export interface LearnerEnd extends LearnerLink {
  /** Breaks every connection, now. */
  close(): void;
}

export interface MachineOptions {
  readonly seed: number;
  /** As in ProcessHost. */
  readonly maxSteps: number;
  readonly record: (what: Happening) => void;
}

/** The one machine of a simulated sandbox: its processes, its ports, its network. */
export class Machine implements Driven {
  readonly #realm: Realm;
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #maxSteps: number;
  readonly #ports = new PortTable<OpenPort<SimulatedProcess>>();
  readonly network: Network<Frame>;
  readonly #switch: Switch;
  readonly #listeners: Listeners<SimulatedProcess>;
  readonly #volumes = new Map<string, DurableVolume>();
  readonly #crashes = new CrashPoints();
  readonly #record: (what: Happening) => void;
  readonly #watchers = new Map<SimulatedProcess, ProcessWatcher>();
  #running: SimulatedProcess | null = null;

  constructor(realm: Realm, agenda: Agenda, { seed, maxSteps, record }: MachineOptions) {
    this.#realm = realm;
    this.#maxSteps = maxSteps;
    this.#agenda = agenda;
    this.#random = createRandom(seed);
    this.network = new Network<Frame>({
      nowMs: () => agenda.nowMs,
      setTimer: (delayMs, run) => {
        const entry = agenda.add(delayMs, run);
        return () => agenda.remove(entry);
      },
      random: this.#fork(),
      // Each message takes its time on the wire to its process.
      latencyMs: () => 0,
      record,
    });
    this.#record = record;
    this.network.onMoment = (party, moment) => this.#crash(party.name, moment);
    this.#switch = new Switch(this.#ports, this.network);
    this.#listeners = new Listeners(this.#ports, {
      opened: (owner, port) => this.#watchers.get(owner)?.listening(port),
      closed: (owner, port) => this.#watchers.get(owner)?.unlistened(port),
      taken: (owner, port, holder) => this.#watchers.get(owner)?.portTaken(port, holder.pid),
    });
  }

  readonly mapStack = (stack: string): string => {
    this.#realm.steps.spend(STEPS_OF.stack);
    return this.#realm.mapStack(stack);
  };

  /** Starts a process on the volume of this name; it runs as soon as virtual time allows. */
  spawn(
    party: Party,
    program: LinkedProgram,
    volume: string,
    watcher: ProcessWatcher,
  ): SimulatedProcess {
    const process = new SimulatedProcess(this.#hostFor(this.#open(volume)), party, program.pid);
    this.#watchers.set(process, watcher);
    const startMs = LEAST_START_MS + this.#random.integer(MOST_START_MS - LEAST_START_MS);
    this.#agenda.add(startMs, () => process.run(program));
    return process;
  }

  connectLearner(): LearnerEnd {
    const listeners = new Map<ConnectionId, (message: ToEnd) => void>();
    const wire = new Wire(this.#agenda, this.#fork(), (message) => {
      if ('id' in message) listeners.get(message.id)?.(message);
    });
    const learner: Endpoint = { party: LEARNER_PARTY, deliver: (message) => wire.send(message) };
    let lastId = 0;
    return {
      newId: () => ++lastId,
      push: (message: FromEnd) => this.#switch.handle(learner, message),
      hearConnection: (id, listener) => void listeners.set(id, listener),
      forgetConnection: (id) => void listeners.delete(id),
      close: () => {
        for (const [id, listener] of [...listeners]) listener({ type: 'reset', id });
      },
    };
  }

  rejected(reason: unknown, promise: Promise<unknown>): (() => void) | null {
    const process = this.#running;
    return process && (() => process.rejected(reason, promise));
  }

  handled(promise: Promise<unknown>): (() => void) | null {
    const process = this.#running;
    return process && (() => process.handled(promise));
  }

  rested(): void {
    this.#running = null;
  }

  crashAt(process: SimulatedProcess, point: CrashPoint): void {
    if (this.#watchers.has(process)) this.#crashes.arm(process.party.name, point);
  }

  /** The process is gone, and of its disk what no fsync has kept. */
  losePower(process: SimulatedProcess, volume: string): void {
    if (!this.#watchers.has(process)) return;
    this.#record({ type: 'power-lost', instance: process.party.name });
    process.signal('SIGKILL');
    this.#open(volume).losePower(this.#fork());
  }

  /** True when the instance has crashed in this moment. */
  #crash(instance: string, moment: Moment): boolean {
    if (!this.#crashes.strikes(instance, moment)) return false;
    const process = [...this.#watchers.keys()].find(({ party }) => party.name === instance);
    if (process === undefined) return false;
    this.#record({ type: 'crash-point', instance, point: momentInWords(moment) });
    process.signal('SIGKILL');
    return true;
  }

  #wrote(process: SimulatedProcess, volume: DurableVolume, operation: VolumeOperation): void {
    const { name } = process.party;
    const action = this.#crashes.watchesFiles(name) ? fileActionOf(operation, volume.live) : null;
    if (action !== null && this.#crash(name, { when: 'before', ...action })) return;
    volume.apply(operation);
    if (action !== null) this.#crash(name, { when: 'after', ...action });
  }

  /** A disk, which outlives its processes; made when it is first asked for. */
  #open(name: string): DurableVolume {
    const volume = this.#volumes.get(name) ?? new DurableVolume(freshVolume(EPOCH_MS));
    this.#volumes.set(name, volume);
    return volume;
  }

  #hostFor(volume: DurableVolume): ProcessHost {
    return {
      realm: this.#realm,
      agenda: this.#agenda,
      maxSteps: this.#maxSteps,
      random: this.#fork(),
      volume,
      said: (process, message) => {
        if (message.type === 'listen' || message.type === 'unlisten') {
          this.#listeners.handle(process, message);
        } else {
          this.#switch.handle(process, message);
        }
      },
      printed: (process, stream, text) => this.#watchers.get(process)?.printed(stream, text),
      wrote: (process, operation) => this.#wrote(process, volume, operation),
      ranAway: (process, how) => this.#watchers.get(process)?.ranAway(how),
      exited: (process, exit) => this.#exited(process, exit),
      running: (process) => {
        this.#running = process;
      },
    };
  }

  #exited(process: SimulatedProcess, exit: ProcessExit): void {
    this.#listeners.drop(process);
    this.#switch.drop(process);
    this.#crashes.forget(process.party.name);
    const watcher = this.#watchers.get(process);
    this.#watchers.delete(process);
    watcher?.ended(exit);
  }

  /** Choices that do not depend on how many others are made meanwhile. */
  #fork(): Random {
    return createRandom(this.#random.integer(MAX_SEED));
  }
}
