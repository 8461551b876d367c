import {
  type Endpoint,
  Listeners,
  type OpenPort,
  PortTable,
  Switch,
} from '../../../network/index.ts';
import type { LinkedProgram } from '../../linked-program.ts';
import { movableIn, type Outbox } from '../outbox.ts';
import type { FromPage, FromProcess, ToPage } from '../protocol.ts';
import { KernelProcess, type ProcessExit } from './process.ts';
import type { WorkerPool } from './worker-pool.ts';

export const MAX_PROCESSES = 128;

/** Processes, ports and connections: the part of an operating system that services need. */
export class Kernel {
  readonly #page: Outbox<ToPage>;
  readonly #pool: WorkerPool;
  readonly #ports = new PortTable<OpenPort<KernelProcess>>();
  readonly #switch = new Switch(this.#ports);
  readonly #listeners: Listeners<KernelProcess>;
  readonly #running = new Map<number, KernelProcess>();
  readonly #learner: Endpoint;

  constructor(page: Outbox<ToPage>, pool: WorkerPool) {
    this.#page = page;
    this.#pool = pool;
    this.#listeners = new Listeners(this.#ports, {
      opened: ({ pid }, port) => page.push({ type: 'listening', pid, port }),
      taken: ({ pid }, port, holder) =>
        page.push({ type: 'port-taken', pid, port, holder: holder.pid }),
      closed: ({ pid }, port) => page.push({ type: 'unlistened', pid, port }),
    });
    this.#learner = { deliver: (message) => page.push(message, movableIn(message)) };
  }

  handle(message: FromPage): void {
    switch (message.type) {
      case 'spawn':
        this.#spawn(message.program);
        return;
      case 'signal':
        this.#running.get(message.pid)?.signal(message.signal);
        this.#page.push({ type: 'done', ask: message.ask });
        return;
      case 'ping':
        this.#page.push({ type: 'done', ask: message.ask });
        return;
      default:
        this.#switch.handle(this.#learner, message);
    }
  }

  #spawn(program: LinkedProgram): void {
    const { pid } = program;
    if (this.#running.size >= MAX_PROCESSES) {
      this.#page.push({ type: 'refused', pid, limit: MAX_PROCESSES });
      return;
    }
    const process = new KernelProcess(this.#pool.take(), program, {
      said: (message) => this.#hear(pid, message),
      exited: (exit) => this.#exited(pid, exit),
    });
    this.#running.set(pid, process);
  }

  #hear(pid: number, message: FromProcess): void {
    const process = this.#running.get(pid);
    if (process === undefined) return;
    switch (message.type) {
      case 'listen':
      case 'unlisten':
        this.#listeners.handle(process, message);
        return;
      case 'output':
        this.#page.push({ ...message, pid });
        return;
      case 'connect':
      case 'frame':
      case 'end':
      case 'reset':
        this.#switch.handle(process, message);
        return;
      case 'loaded':
        // Its own start is over: now is the time to begin the next one's.
        this.#pool.refill();
    }
  }

  #exited(pid: number, exit: ProcessExit): void {
    const process = this.#running.get(pid);
    if (process === undefined) return;
    this.#running.delete(pid);
    this.#listeners.drop(process);
    this.#switch.drop(process);
    this.#page.push({ type: 'exited', pid, ...exit });
    this.#pool.refill();
  }
}
