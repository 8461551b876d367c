import {
  CrashPoints,
  type Endpoint,
  type FromEnd,
  type FromListener,
  LEARNER_PARTY,
  Listeners,
  type Moment,
  momentInWords,
  type Network,
  type OpenPort,
  PortTable,
  Switch,
} from '../../../network/index.ts';
import type { Frame } from '../../../process/index.ts';
import { LIMITS } from '../limits.ts';
import { movableIn, type Outbox } from '../outbox.ts';
import type { FromPage, ToPage } from '../protocol.ts';
import { createNetwork } from './network.ts';
import { KernelProcess, type ProcessExit, type Said } from './process.ts';
import { headCharacters } from './read-frame.ts';
import { StartBudget } from './start-budget.ts';
import { BEAT_MS } from './vital-signs.ts';
import { Volumes } from './volumes.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Processes, ports and connections: the part of an operating system that services need. */
export class Kernel {
  readonly #page: Outbox<ToPage>;
  readonly #pool: WorkerPool;
  readonly #ports = new PortTable<OpenPort<KernelProcess>>();
  readonly #network: Network<Frame>;
  readonly #switch: Switch;
  readonly #listeners: Listeners<KernelProcess>;
  readonly #running = new Map<number, KernelProcess>();
  readonly #crashes = new CrashPoints();
  readonly #starts = new StartBudget(() => performance.now());
  readonly #volumes = new Volumes();
  readonly #learner: Endpoint;

  constructor(page: Outbox<ToPage>, pool: WorkerPool) {
    this.#page = page;
    this.#pool = pool;
    this.#network = createNetwork((happening, epochMs) =>
      page.push({ type: 'happened', epochMs, happening }),
    );
    this.#network.onMoment = (party, moment) => this.#crash(party.name, moment);
    this.#switch = new Switch(this.#ports, this.#network);
    this.#listeners = new Listeners(this.#ports, {
      opened: ({ pid }, port) => page.push({ type: 'listening', pid, port }),
      taken: ({ pid }, port, holder) =>
        page.push({ type: 'port-taken', pid, port, holder: holder.pid }),
      closed: ({ pid }, port) => page.push({ type: 'unlistened', pid, port }),
    });
    this.#learner = {
      party: LEARNER_PARTY,
      deliver: (message) => page.push(message, movableIn(message)),
    };
    setInterval(() => this.#beat(), BEAT_MS);
  }

  handle(message: FromPage): void {
    switch (message.type) {
      case 'spawn':
        this.#spawn(message);
        return;
      case 'signal':
        this.#running.get(message.pid)?.signal(message.signal);
        this.#page.push({ type: 'done', ask: message.ask });
        return;
      case 'crash-at': {
        const process = this.#running.get(message.pid);
        if (process !== undefined) this.#crashes.arm(process.party.name, message.point);
        this.#page.push({ type: 'done', ask: message.ask });
        return;
      }
      case 'faults':
        this.#network.set(message.rules);
        this.#page.push({ type: 'done', ask: message.ask });
        return;
      case 'ping':
        this.#page.push({ type: 'pulse', ask: message.ask, busy: this.#busy() });
        return;
      default:
        this.#switch.handle(this.#learner, message);
    }
  }

  #beat(): void {
    for (const process of [...this.#running.values()]) process.beat();
  }

  #busy(): number[] {
    return [...this.#running.values()].filter(({ isBusy }) => isBusy).map(({ pid }) => pid);
  }

  #spawn({ party, program, volume: name }: FromPage & { type: 'spawn' }): void {
    const { pid } = program;
    if (this.#running.size >= LIMITS.processes) {
      this.#page.push({ type: 'refused', pid, limit: 'processes', detail: '' });
      return;
    }
    if (!this.#starts.take()) {
      this.#page.push({ type: 'refused', pid, limit: 'starts', detail: '' });
      return;
    }
    const volume = this.#volumes.open(name);
    const process: KernelProcess = new KernelProcess(
      this.#pool.take(),
      { party, program, volume },
      {
        said: (message) => this.#hear(process, message),
        watchesFiles: () => this.#crashes.watchesFiles(party.name),
        acted: (moment) => this.#crash(party.name, moment),
        limited: (reached) => this.#page.push({ type: 'limited', pid, ...reached }),
        exited: (exit, busy) => this.#exited(process, exit, busy),
      },
    );
    this.#running.set(pid, process);
  }

  /** True when the instance has crashed in this moment. */
  #crash(instance: string, moment: Moment): boolean {
    if (!this.#crashes.strikes(instance, moment)) return false;
    const process = [...this.#running.values()].find(({ party }) => party.name === instance);
    if (process === undefined) return false;
    const point = momentInWords(moment);
    this.#network.environment.record({ type: 'crash-point', instance, point });
    process.signal('SIGKILL');
    return true;
  }

  #hear(process: KernelProcess, message: Said): void {
    switch (message.type) {
      case 'listen':
      case 'unlisten':
        this.#listen(process, message);
        return;
      case 'output':
        this.#page.push({ ...message, pid: process.pid });
        return;
      case 'loaded':
        // Its own start is over: now is the time to begin the next one's.
        this.#pool.refill();
        return;
      case 'connect':
        this.#connect(process, message);
        return;
      case 'frame':
        this.#forward(process, message);
        return;
      default:
        this.#switch.handle(process, message);
    }
  }

  #listen(process: KernelProcess, message: FromListener): void {
    if (message.type === 'listen' && this.#listeners.has(process, message.listener)) {
      process.kill('protocol', `listener ${message.listener} is open already`);
    } else {
      this.#listeners.handle(process, message);
    }
  }

  #connect(process: KernelProcess, message: FromEnd & { type: 'connect' }): void {
    const { id, port } = message;
    if (this.#switch.has(process, id)) {
      process.kill('protocol', `connection ${id} is open already`);
    } else if (this.#isFull(process)) {
      process.deliver({ type: 'connect-failed', id, code: 'EMFILE' });
    } else if (this.#isFull(this.#ports.holder(port)?.owner)) {
      process.deliver({ type: 'connect-failed', id, code: 'ECONNREFUSED' });
    } else {
      this.#switch.handle(process, message);
    }
  }

  #isFull(process: KernelProcess | undefined): boolean {
    if (process === undefined) return false;
    const isFull = this.#switch.countOf(process) >= LIMITS.connectionsPerProcess;
    if (isFull) process.limited('connections');
    return isFull;
  }

  #forward(process: KernelProcess, message: FromEnd & { type: 'frame' }): void {
    if (headCharacters(message.frame) <= LIMITS.headCharacters) {
      this.#switch.handle(process, message);
      return;
    }
    process.limited('head-size');
    this.#switch.break(process, message.id);
  }

  #exited(process: KernelProcess, exit: ProcessExit, busy: boolean): void {
    const { pid } = process;
    this.#running.delete(pid);
    this.#crashes.forget(process.party.name);
    if (busy) this.#starts.endedBusy();
    this.#listeners.drop(process);
    this.#switch.drop(process);
    this.#page.push({ type: 'exited', pid, ...exit });
    this.#pool.refill();
  }
}
