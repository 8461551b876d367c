import {
  type FromEnd,
  type FromListener,
  type Party,
  type PortOwner,
  ProcessNetwork,
  type Random,
  type ToEnd,
  type ToListener,
} from '../../network/index.ts';
import type { InodeNumber, VolumeOperation } from '../../process/fs/operation.ts';
import type { Host, OutputStream, PreparedProcess } from '../../process/index.ts';
import type { LinkedProgram } from '../linked-program.ts';
import { type Entrance, PauseGate } from '../pause-gate.ts';
import type { Agenda } from './agenda.ts';
import type { DurableVolume } from './durable-volume.ts';
import { Inbox } from './inbox.ts';
import type { ProcessGlobals } from './isolation/index.ts';
import type { Realm } from './realm.ts';
import type { Manner } from './schedule/manner.ts';
import { type Runaway, STEPS_OF, type StepOwner } from './steps.ts';
import { ProcessTimers } from './timers.ts';
import type { Turn } from './turn.ts';

/** When every simulated run begins: 2024-01-01, noon UTC. */
export const EPOCH_MS = Date.UTC(2024, 0, 1, 12);

/** A turn of a process's event loop takes some time: else one that polls would stop the clock. */
const SOON_MS = 0.01;

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The error that ended it, as printed. */
  readonly uncaught: string | null;
}

/** An fsync that the process does not stand still for. */
export interface Sync {
  readonly inode: InodeNumber;
  readonly takesMs: number;
  /** To be called when the disk has it. */
  readonly done: () => void;
}

/** The machine that a process runs on. */
export interface ProcessHost {
  readonly realm: Realm;
  readonly agenda: Agenda;
  /** Steps that a process may take from one call into it to the next. */
  readonly maxSteps: number;
  readonly manner: Manner;
  /** The process's own choices. */
  readonly random: Random;
  readonly volume: DurableVolume;
  /** What it says to the network. */
  said(process: SimulatedProcess, message: FromEnd | FromListener): void;
  printed(process: SimulatedProcess, stream: OutputStream, text: string): void;
  /** It wanted to write more than its volume has room for. */
  filled(process: SimulatedProcess): void;
  /** It has gone through all the steps that it had, and its end is to be told. */
  ranAway(process: SimulatedProcess, how: Runaway): void;
  /** Called once; nothing is said after it. */
  exited(process: SimulatedProcess, exit: ProcessExit): void;
  /** It has done something to its volume. */
  wrote(process: SimulatedProcess, operation: VolumeOperation): void;
  /** It has asked the disk to keep what a file or directory is now, and goes on. */
  syncs(process: SimulatedProcess, sync: Sync): void;
  /** Whose code runs in this event. */
  readonly turn: Turn<object>;
}

/** A process of a machine whose time is virtual: the Host of its program. */
export class SimulatedProcess implements PortOwner {
  readonly pid: number;
  readonly party: Party;
  readonly #machine: ProcessHost;
  readonly #network: ProcessNetwork;
  readonly #timers: ProcessTimers;
  readonly #globals: ProcessGlobals;
  readonly #handlers = new Map<string, () => void>();
  readonly #gate: PauseGate;
  readonly #inbox: Inbox<ToEnd | ToListener>;
  /** What it said after it was paused, for it was in the middle of something. */
  readonly #unsaid: (() => void)[] = [];
  readonly #steps: StepOwner;
  /** Turns of its event loop that are on the agenda. */
  #turnsToCome = 0;
  #alive = true;
  #prepared: PreparedProcess | null = null;
  #rejected: (reason: unknown, promise: Promise<unknown>) => void = () => {};
  #handled: (promise: Promise<unknown>) => void = () => {};

  constructor(machine: ProcessHost, party: Party, pid: number) {
    this.pid = pid;
    this.party = party;
    this.#machine = machine;
    this.#timers = new ProcessTimers(machine.agenda, (run) => this.#enter('timer', run));
    const { realm, random, agenda } = machine;
    this.#globals = realm.tamed.createGlobals(wallClock(agenda), random);
    this.#inbox = new Inbox(this, agenda, machine.turn, (message) =>
      this.#enter('message', () => this.#network.handle(message)),
    );
    const ranAway = (how: Runaway) => this.#ranAway(how);
    this.#steps = { service: party.service, made: 0, calls: 0, waitsForTooMuch: false, ranAway };
    this.#gate = new PauseGate((run) => void machine.agenda.add(0, () => this.#call(run)));
    this.#network = new ProcessNetwork((message) => this.#say(() => machine.said(this, message)));
  }

  /** Runs a program's entry module. */
  run(program: LinkedProgram): void {
    if (!this.#alive) return;
    this.#machine.turn.call(this, () => {
      this.#begin();
      const { globals } = this.#globals;
      this.#prepared = this.#machine.realm.prepare(this.#host(), program, globals);
      void this.#prepared.run();
    });
  }

  deliver(message: ToEnd): void {
    this.#inbox.take(message);
  }

  tell(message: ToListener): void {
    this.#inbox.take(message);
  }

  /** SIGKILL, and whatever the program does not handle, ends it; what it may be paused for waits. */
  signal(signal: string): void {
    if (!this.#alive) return;
    if (signal === 'SIGKILL') this.#end({ code: null, signal, uncaught: null });
    else if (signal === 'SIGSTOP') this.#gate.close();
    else if (signal === 'SIGCONT') this.#goOn();
    else this.#enter('message', () => this.#receive(signal));
  }

  #receive(signal: string): void {
    const handler = this.#handlers.get(signal);
    if (handler === undefined) this.#end({ code: null, signal, uncaught: null });
    else handler();
  }

  rejected(reason: unknown, promise: Promise<unknown>): void {
    this.#enter('soon', () => this.#rejected(reason, promise));
  }

  handled(promise: Promise<unknown>): void {
    this.#enter('soon', () => this.#handled(promise));
  }

  #goOn(): void {
    for (const say of this.#unsaid.splice(0)) say();
    this.#gate.open();
  }

  /** Everything that others see of it goes through here. */
  #say(say: () => void): void {
    if (!this.#alive) return;
    if (this.#gate.isOpen) say();
    else this.#unsaid.push(say);
  }

  /** Every call into the program goes through here. */
  #enter(entrance: Entrance, callback: () => void): void {
    if (this.#gate.admits(entrance, callback)) this.#call(callback);
  }

  #call(callback: () => void): void {
    if (!this.#alive) return;
    this.#prepared?.resume();
    this.#begin();
    this.#machine.turn.call(this, callback);
  }

  #begin(): void {
    const { realm, maxSteps } = this.#machine;
    realm.tamed.enter(this.#globals);
    realm.steps.begin(maxSteps, this.#steps);
  }

  #ranAway(how: Runaway): void {
    if (!this.#alive) return;
    this.#machine.ranAway(this, how);
    this.#end({ code: null, signal: 'SIGKILL', uncaught: null });
  }

  #end(exit: ProcessExit): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#timers.clearAll();
    this.#machine.exited(this, exit);
  }

  #host(): Host {
    const { agenda, manner, random, volume, realm } = this.#machine;
    return {
      clock: { epochMs: () => EPOCH_MS + agenda.nowMs, monotonicMs: () => agenda.nowMs },
      timers: {
        set: (delayMs, run) => {
          const id = this.#timers.set(delayMs, manner.timerLatenessMs(random), run);
          realm.steps.waits(this.#timers.size + this.#turnsToCome);
          return id;
        },
        clear: (id) => this.#timers.clear(id),
        soon: (run) => {
          this.#turnsToCome += 1;
          realm.steps.waits(this.#timers.size + this.#turnsToCome);
          agenda.add(SOON_MS, () => {
            this.#turnsToCome -= 1;
            this.#enter('soon', run);
          });
        },
      },
      random: (bytes) => {
        for (let at = 0; at < bytes.length; at++) bytes[at] = random.integer(256);
      },
      network: this.#network,
      files: {
        image: volume.live.image(),
        record: (operation) => this.#say(() => this.#machine.wrote(this, operation)),
        full: () => this.#say(() => this.#machine.filled(this)),
        later: (run) => void agenda.add(manner.fileMs(random), () => this.#enter('soon', run)),
        sync: (inode, run) => {
          const done = () => this.#enter('soon', run);
          const takesMs = manner.syncMs(random);
          this.#say(() => this.#machine.syncs(this, { inode, takesMs, done }));
        },
      },
      output: (stream, text) => {
        realm.steps.spend(STEPS_OF.output);
        this.#say(() => this.#machine.printed(this, stream, text));
      },
      signals: {
        handle: (signal, handler) => {
          if (handler === null) this.#handlers.delete(signal);
          else this.#handlers.set(signal, handler);
        },
        raise: (signal) => void agenda.add(SOON_MS, () => this.signal(signal)),
      },
      errors: {
        // Nothing can throw in a microtask that no promise catches: queueMicrotask is the process's.
        uncaught: () => {},
        unhandledRejection: (handler) => {
          this.#rejected = handler;
        },
        rejectionHandled: (handler) => {
          this.#handled = handler;
        },
      },
      exit: (code, uncaught) => this.#say(() => this.#end({ code, signal: null, uncaught })),
      mapStack: realm.mapStack,
    };
  }
}

/** By itself, so that it leads to nothing else of the process: V8 keeps what a `Date` is made of long. */
function wallClock(agenda: Agenda): () => number {
  return () => Math.floor(EPOCH_MS + agenda.nowMs);
}
