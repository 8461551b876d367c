import {
  type CrashPoint,
  CrashPoints,
  createRandom,
  type Happening,
  Listeners,
  type Moment,
  momentInWords,
  Network,
  type OpenPort,
  type Party,
  PortTable,
  type Random,
  Switch,
} from '../../network/index.ts';
import { freshVolume } from '../../process/fs/fresh-volume.ts';
import type { VolumeOperation } from '../../process/fs/operation.ts';
import type { Frame, OutputStream } from '../../process/index.ts';
import { fileActionOf } from '../file-moments.ts';
import type { LinkedProgram } from '../linked-program.ts';
import type { Agenda } from './agenda.ts';
import type { Driven } from './driver.ts';
import { DurableVolume } from './durable-volume.ts';
import { LearnerEnd } from './learner-end.ts';
import {
  EPOCH_MS,
  type ProcessExit,
  type ProcessHost,
  SimulatedProcess,
  type Sync,
} from './process.ts';
import type { Realm } from './realm.ts';
import { Conductor, isLoss, type MayDisturb, type Schedule } from './schedule/index.ts';
import { type Runaway, STEPS_OF } from './steps.ts';
import { Turn } from './turn.ts';

/** What every disk begins with. */
const FRESH_VOLUME = freshVolume(EPOCH_MS);

const MAX_SEED = 2 ** 32;

/** Is told what becomes of one process. */
export interface ProcessWatcher {
  /** The name of the process's disk. */
  readonly volume: string;
  listening(port: number): void;
  unlistened(port: number): void;
  /** It could not have a port, which the process with that pid has. */
  portTaken(port: number, holder: number): void;
  printed(stream: OutputStream, text: string): void;
  /** It wanted to write more than its volume has room for. */
  filled(): void;
  /** It ran on without end, and is about to. */
  ranAway(how: Runaway): void;
  /** Called once; nothing comes after it. */
  ended(exit: ProcessExit): void;
}

export interface MachineOptions {
  readonly schedule: Schedule;
  readonly mayDisturb: MayDisturb;
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
  readonly conductor: Conductor;
  readonly #switch: Switch;
  readonly #listeners: Listeners<SimulatedProcess>;
  readonly #volumes = new Map<string, DurableVolume>();
  readonly #crashes = new CrashPoints();
  readonly #record: (what: Happening) => void;
  readonly #watchers = new Map<SimulatedProcess, ProcessWatcher>();
  /** Processes that start for the first time: a schedule lets them, for there is nothing to judge yet. */
  readonly #beginning = new Set<string>();
  readonly #turn = new Turn<SimulatedProcess | LearnerEnd>();

  constructor(
    realm: Realm,
    agenda: Agenda,
    { schedule, mayDisturb, maxSteps, record }: MachineOptions,
  ) {
    this.#realm = realm;
    this.#maxSteps = maxSteps;
    this.#agenda = agenda;
    this.#random = createRandom(schedule.seed);
    this.conductor = new Conductor(schedule, mayDisturb);
    const onTheWay = this.#fork();
    this.network = new Network<Frame>({
      nowMs: () => agenda.nowMs,
      setTimer: (delayMs, run) => {
        const entry = agenda.add(delayMs, () => this.#turn.arrive(run));
        return () => agenda.remove(entry);
      },
      random: this.#fork(),
      latencyMs: () => this.conductor.manner.messageMs(onTheWay),
      record,
    });
    this.#record = record;
    // Named first, as in Driver: a function written right into a property outlives its run.
    const act = (party: Party, moment: Moment) => this.#act(party, moment);
    this.network.onMoment = act;
    this.#switch = new Switch(this.#ports, this.network);
    this.#listeners = new Listeners(this.#ports, {
      opened: (owner, port) => {
        this.#beginning.delete(owner.party.name);
        this.#watchers.get(owner)?.listening(port);
      },
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
    if (!this.#volumes.has(volume)) this.#beginning.add(party.name);
    const process = new SimulatedProcess(this.#hostFor(this.#open(volume)), party, program.pid);
    this.#watchers.set(process, watcher);
    this.#agenda.add(this.conductor.manner.startMs(this.#random), () => process.run(program));
    return process;
  }

  connectLearner(): LearnerEnd {
    return new LearnerEnd(this.#agenda, this.#switch, this.#turn);
  }

  rejected(reason: unknown, promise: Promise<unknown>): (() => void) | null {
    const { owner } = this.#turn;
    return owner instanceof SimulatedProcess ? () => owner.rejected(reason, promise) : null;
  }

  handled(promise: Promise<unknown>): (() => void) | null {
    const { owner } = this.#turn;
    return owner instanceof SimulatedProcess ? () => owner.handled(promise) : null;
  }

  rested(): void {
    this.#realm.tamed.leave();
    this.#realm.steps.witness?.rested();
    this.#turn.end();
  }

  crashAt(process: SimulatedProcess, point: CrashPoint): void {
    if (this.#watchers.has(process)) this.#crashes.arm(process.party.name, point);
  }

  /** The process is gone, and of its disk what no fsync has kept. */
  losePower(process: SimulatedProcess, volume: string, moment: Moment | null = null): void {
    if (!this.#watchers.has(process)) return;
    const point = moment === null ? null : momentInWords(moment);
    this.#record({ type: 'power-lost', instance: process.party.name, point });
    process.signal('SIGKILL');
    this.#open(volume).losePower(this.#fork());
  }

  /** An instance acts; true when it has ended in this moment. */
  #act(party: Party, moment: Moment): boolean {
    const isBeginning = this.#beginning.has(party.name);
    const disturbance = isBeginning ? null : this.conductor.next(party, moment);
    const process = this.#processOf(party);
    if (process === undefined) {
      // The learner can lose messages, and nothing else.
      if (disturbance !== null && isLoss(disturbance)) this.network.strikeNext(disturbance.kind);
      return false;
    }
    if (this.#crashes.strikes(party.name, moment)) return this.#crash(process, moment);
    if (disturbance === null) return false;
    switch (disturbance.kind) {
      case 'crash':
        return this.#crash(process, moment);
      case 'power-loss':
        this.losePower(process, this.#watchers.get(process)?.volume ?? '', moment);
        return true;
      case 'pause':
        this.#pause(process, disturbance.ms);
        return false;
      default:
        this.network.strikeNext(disturbance.kind);
        return false;
    }
  }

  #crash(process: SimulatedProcess, moment: Moment): boolean {
    const point = momentInWords(moment);
    this.#record({ type: 'crash-point', instance: process.party.name, point });
    process.signal('SIGKILL');
    return true;
  }

  #pause(process: SimulatedProcess, ms: number): void {
    const tell = (signal: 'SIGSTOP' | 'SIGCONT') => {
      if (!this.#watchers.has(process)) return;
      this.#record({ type: 'signalled', instance: process.party.name, signal });
      process.signal(signal);
    };
    tell('SIGSTOP');
    this.#agenda.add(ms, () => tell('SIGCONT'));
  }

  #wrote(process: SimulatedProcess, volume: DurableVolume, operation: VolumeOperation): void {
    const action = fileActionOf(operation, volume.live);
    if (action !== null && this.#act(process.party, { when: 'before', ...action })) return;
    volume.apply(operation);
    if (action !== null) this.#act(process.party, { when: 'after', ...action });
  }

  /** A kill does not stop it, for the system goes on without the process; a loss of power does. */
  #syncs(process: SimulatedProcess, volume: DurableVolume, { inode, takesMs, done }: Sync): void {
    const action = fileActionOf({ kind: 'fsync', inode }, volume.live);
    if (action !== null && this.#act(process.party, { when: 'before', ...action })) return;
    const finish = volume.beginSync(inode);
    this.#agenda.add(takesMs, () => {
      finish();
      if (!this.#watchers.has(process)) return;
      if (action !== null && this.#act(process.party, { when: 'after', ...action })) return;
      done();
    });
  }

  #processOf({ name }: Party): SimulatedProcess | undefined {
    for (const process of this.#watchers.keys()) if (process.party.name === name) return process;
    return undefined;
  }

  /** A disk, which outlives its processes; made when it is first asked for. */
  #open(name: string): DurableVolume {
    const volume = this.#volumes.get(name) ?? new DurableVolume(FRESH_VOLUME);
    this.#volumes.set(name, volume);
    return volume;
  }

  #hostFor(volume: DurableVolume): ProcessHost {
    return {
      realm: this.#realm,
      agenda: this.#agenda,
      maxSteps: this.#maxSteps,
      manner: this.conductor.manner,
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
      syncs: (process, sync) => this.#syncs(process, volume, sync),
      filled: (process) => this.#watchers.get(process)?.filled(),
      ranAway: (process, how) => this.#watchers.get(process)?.ranAway(how),
      exited: (process, exit) => this.#exited(process, exit),
      turn: this.#turn,
    };
  }

  #exited(process: SimulatedProcess, exit: ProcessExit): void {
    this.#listeners.drop(process);
    this.#switch.drop(process);
    this.#crashes.forget(process.party.name);
    this.#beginning.delete(process.party.name);
    const watcher = this.#watchers.get(process);
    this.#watchers.delete(process);
    watcher?.ended(exit);
  }

  /** Choices that do not depend on how many others are made meanwhile. */
  #fork(): Random {
    return createRandom(this.#random.integer(MAX_SEED));
  }
}
