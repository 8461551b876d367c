import { type CrashInput, type MemoryLedger, readCrashPoint } from '../../../network/index.ts';
import { powerLossNotAvailable } from '../../errors.ts';
import { InstanceOutput } from '../../instance-output.ts';
import type { LinkedProgram } from '../../linked-program.ts';
import { OUTPUT_LIMITS } from '../../output-gate.ts';
import {
  type Address,
  addressesOf,
  type Exit,
  exitOf,
  type Instance,
  type SignalName,
} from '../../sandbox.ts';
import type { LimitTold } from '../../start-failure.ts';
import { type StartOutcome, StartWatch } from '../../start-watch.ts';
import type { LimitReached } from '../limits.ts';
import type { KernelLink, ProcessMessage } from './kernel-link.ts';
import { limitSentences } from './limit-sentences.ts';

const LAST_LIMITS = {
  burstBytes: 2 * OUTPUT_LIMITS.burstBytes,
  bytesPerSecond: 2 * OUTPUT_LIMITS.bytesPerSecond,
};

export interface LaunchOptions {
  readonly id: string;
  readonly service: string;
  readonly port: number;
  readonly program: LinkedProgram;
  /** The name of its volume. */
  readonly volume: string;
  readonly startTimeoutMs: number;
  readonly ledger: MemoryLedger;
  readonly nowMs: () => number;
  /** The instance that a process is, for the sentence that names a port's holder. */
  readonly nameOf: (pid: number) => string | null;
}

/** One process of a service, as the page sees it. */
export class ServiceProcess implements Instance {
  readonly id: string;
  readonly service: string;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** How the start came out; its process goes on unless it has exited by itself. */
  readonly started: Promise<StartOutcome>;
  /** The instance that had the port which this one could not have. */
  portHolder: string | null = null;
  /** The limit that ended it, or because of which it was not started. */
  limit: LimitTold | null = null;
  readonly #options: LaunchOptions;
  readonly #link: KernelLink;
  readonly #watch: StartWatch;
  readonly #output: InstanceOutput;
  readonly #ports = new Set<number>();
  #alive = true;
  #resolveExit: (exit: Exit) => void = () => {};

  constructor(link: KernelLink, options: LaunchOptions, signal: AbortSignal) {
    const { id, service, port, program, volume, startTimeoutMs } = options;
    this.id = id;
    this.service = service;
    this.pid = program.pid;
    this.#options = options;
    const { isRegistry } = program;
    // Looser than in the process itself, whose gate is the one that a flood meets first.
    this.#output = new InstanceOutput({ ...options, isRegistry }, LAST_LIMITS);
    this.#link = link;
    this.#watch = new StartWatch(port, startTimeoutMs, signal);
    this.started = this.#watch.outcome;
    this.exited = new Promise((resolve) => {
      this.#resolveExit = resolve;
    });
    link.hearProcess(this.pid, (message) => this.#hear(message));
    link.push({ type: 'spawn', party: { name: id, service }, program, volume });
  }

  get addresses(): readonly Address[] {
    return addressesOf(this.#options.port, this.#ports);
  }

  get alive(): boolean {
    return this.#alive;
  }

  listensOn(port: number): boolean {
    return this.#alive && this.#ports.has(port);
  }

  async signal(name: SignalName): Promise<void> {
    if (!this.#alive) return;
    this.#options.ledger.append({ type: 'signalled', instance: this.id, signal: name });
    await this.#deliver(name);
  }

  async crashAt(input: CrashInput): Promise<void> {
    const point = readCrashPoint(input);
    if (!this.#alive) return;
    await this.#link.ask((ask) => ({ type: 'crash-at', ask, pid: this.pid, point }));
  }

  losePower(): Promise<void> {
    return Promise.reject(powerLossNotAvailable(this.id));
  }

  /** Ends it without a word in the ledger but its exit: the sandbox's own doing, not the learner's. */
  async end(): Promise<void> {
    if (this.#alive) await this.#deliver('SIGKILL');
    await this.exited;
  }

  #deliver(signal: SignalName): Promise<void> {
    return this.#link.ask((ask) => ({ type: 'signal', ask, pid: this.pid, signal }));
  }

  #hear(message: ProcessMessage): void {
    switch (message.type) {
      case 'listening':
        this.#ports.add(message.port);
        this.#watch.report(message);
        return;
      case 'unlistened':
        this.#ports.delete(message.port);
        return;
      case 'port-taken':
        this.portHolder = this.#options.nameOf(message.holder);
        this.#watch.report(message);
        return;
      case 'output':
        this.#output.printed(message.stream, message.text, message.droppedBytes);
        return;
      case 'limited':
        this.#limited(message);
        return;
      case 'refused':
        this.#limited(message);
        this.#gone({ by: 'signal', signal: 'SIGKILL' });
        return;
      case 'exited':
        this.#exit(message);
    }
  }

  #limited(reached: LimitReached): void {
    const { message, hint } = limitSentences(this.id, reached);
    const { limit } = reached;
    this.limit = { limit, message, hint };
    const event = { type: 'limit-reached', instance: this.id, limit } as const;
    this.#options.ledger.append({ ...event, message: `${message} ${hint}` });
  }

  #exit({ code, signal, uncaught }: ProcessMessage & { type: 'exited' }): void {
    const { id, service, ledger } = this.#options;
    const exit = exitOf(code, signal);
    ledger.append({ type: 'exited', instance: id, service, code, signal });
    if (uncaught !== null) this.#watch.report({ type: 'uncaught', stack: uncaught });
    this.#gone(exit);
  }

  #gone(exit: Exit): void {
    this.#alive = false;
    this.#link.forgetProcess(this.pid);
    this.#watch.exited(exit);
    this.#resolveExit(exit);
  }
}
