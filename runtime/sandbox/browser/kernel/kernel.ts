import { type Endpoint, type Listener, PortTable, Switch } from '../../../network/index.ts';
import type { LinkedProgram } from '../../linked-program.ts';
import { movableIn, type Outbox } from '../outbox.ts';
import type { FromPage, FromProcess, ToPage } from '../protocol.ts';
import { KernelProcess, type ProcessExit } from './process.ts';
import type { WorkerPool } from './worker-pool.ts';

export const MAX_PROCESSES = 128;
export const MAX_PORTS_PER_PROCESS = 32;

interface OpenPort extends Listener {
  readonly pid: number;
  readonly port: number;
}

interface Running {
  readonly process: KernelProcess;
  readonly openPorts: Map<number, OpenPort>;
}

/** Processes, ports and connections: the part of an operating system that services need. */
export class Kernel {
  readonly #page: Outbox<ToPage>;
  readonly #pool: WorkerPool;
  readonly #ports = new PortTable<OpenPort>();
  readonly #switch = new Switch(this.#ports);
  readonly #running = new Map<number, Running>();
  readonly #learner: Endpoint;

  constructor(page: Outbox<ToPage>, pool: WorkerPool) {
    this.#page = page;
    this.#pool = pool;
    this.#learner = { deliver: (message) => page.push(message, movableIn(message)) };
  }

  handle(message: FromPage): void {
    switch (message.type) {
      case 'spawn':
        this.#spawn(message.program);
        return;
      case 'signal':
        this.#running.get(message.pid)?.process.signal(message.signal);
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
    this.#running.set(pid, { process, openPorts: new Map() });
  }

  #hear(pid: number, message: FromProcess): void {
    const running = this.#running.get(pid);
    if (running === undefined) return;
    switch (message.type) {
      case 'listen':
        this.#listen(running, message.listener, message.port);
        return;
      case 'unlisten':
        this.#close(running, message.listener);
        return;
      case 'output':
        this.#page.push({ ...message, pid });
        return;
      case 'connect':
      case 'frame':
      case 'end':
      case 'reset':
        this.#switch.handle(running.process, message);
        return;
      case 'loaded':
        // Its own start is over: now is the time to begin the next one's.
        this.#pool.refill();
    }
  }

  #listen(running: Running, listener: number, asked: number): void {
    const { process, openPorts } = running;
    if (openPorts.size >= MAX_PORTS_PER_PROCESS) {
      process.tell({ type: 'listen-failed', listener, code: 'EMFILE' });
      return;
    }
    const port = asked === 0 ? this.#ports.free() : asked;
    const { pid } = process;
    const open: OpenPort = { owner: process, id: listener, pid, port };
    const holder = this.#ports.holder(port);
    if (!this.#ports.take(port, open)) {
      process.tell({ type: 'listen-failed', listener, code: 'EADDRINUSE' });
      this.#page.push({ type: 'port-taken', pid, port, holder: holder?.pid ?? pid });
      return;
    }
    openPorts.set(listener, open);
    process.tell({ type: 'listening', listener, port });
    this.#page.push({ type: 'listening', pid, port });
  }

  #close({ process, openPorts }: Running, listener: number): void {
    const open = openPorts.get(listener);
    if (open === undefined) return;
    openPorts.delete(listener);
    this.#ports.release(open.port);
    this.#page.push({ type: 'unlistened', pid: process.pid, port: open.port });
  }

  #exited(pid: number, exit: ProcessExit): void {
    const running = this.#running.get(pid);
    if (running === undefined) return;
    this.#running.delete(pid);
    for (const listener of [...running.openPorts.keys()]) this.#close(running, listener);
    this.#switch.drop(running.process);
    this.#page.push({ type: 'exited', pid, ...exit });
    this.#pool.refill();
  }
}
