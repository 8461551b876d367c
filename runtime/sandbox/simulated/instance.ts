import { type CrashInput, type MemoryLedger, readCrashPoint } from '../../network/index.ts';
import type { OutputStream } from '../../process/index.ts';
import { InstanceOutput } from '../instance-output.ts';
import type { LinkedProgram } from '../linked-program.ts';
import {
  type Address,
  addressesOf,
  type Exit,
  exitOf,
  type Instance,
  type SignalName,
} from '../sandbox.ts';
import type { LimitTold } from '../start-failure.ts';
import { type StartOutcome, StartWatch } from '../start-watch.ts';
import { VOLUME_FULL } from '../volume-full.ts';
import type { Agenda } from './agenda.ts';
import type { Driver } from './driver.ts';
import type { Machine, ProcessWatcher } from './machine.ts';
import type { ProcessExit, SimulatedProcess } from './process.ts';
import { MOST_CALLS, MOST_MADE, MOST_WAITED_FOR, type Runaway } from './steps.ts';

/** How long a signal is on its way, in milliseconds. */
const SIGNAL_MS = 0.1;

const WITHOUT_END = [
  'it ran on without end',
  'Look for a loop there that never ends, or for promises or calls that begin each other for ever. ' +
    'Long work must come back to the event loop now and then: await setImmediate() from node:timers/promises.',
] as const;

const CALLED_WITHOUT_END = [
  `it was called ${MOST_CALLS} times, by timers, messages and its own event loop, and did not come to rest`,
  'Look for a timer, a request or a setImmediate() that begins others like itself, without end.',
] as const;

const WAITS_FOR_TOO_MUCH = [
  `it waited for more than ${MOST_WAITED_FOR} timers and turns of its event loop at once`,
  'Look for a timer or a setImmediate() that sets others, without end.',
] as const;

const MADE_TOO_MUCH = [
  `the buffers, lists and texts that it made came to more than ${MOST_MADE} bytes, elements and characters`,
  'Look for a list or a map that keeps them and only ever grows.',
] as const;

const REASONS = {
  steps: WITHOUT_END,
  time: WITHOUT_END,
  calls: CALLED_WITHOUT_END,
  waiting: WAITS_FOR_TOO_MUCH,
  memory: MADE_TOO_MUCH,
} as const;

export interface LaunchOptions {
  readonly id: string;
  readonly service: string;
  readonly port: number;
  readonly program: LinkedProgram;
  /** The name of its volume. */
  readonly volume: string;
  readonly startTimeoutMs: number;
  readonly machine: Machine;
  readonly agenda: Agenda;
  readonly driver: Driver;
  readonly ledger: MemoryLedger;
  /** The instance that a process is, for the sentence that names a port's holder. */
  readonly nameOf: (pid: number) => string | null;
}

/** One process of a service, as the sandbox's user sees it. */
export class SimulatedInstance implements Instance, ProcessWatcher {
  readonly id: string;
  readonly service: string;
  /** How the start came out; its process goes on unless it has exited by itself. */
  readonly started: Promise<StartOutcome>;
  /** Resolves when it has exited; nobody is taken to wait for it. */
  readonly gone: Promise<Exit>;
  portHolder: string | null = null;
  limit: LimitTold | null = null;
  readonly #options: LaunchOptions;
  readonly #process: SimulatedProcess;
  readonly #watch: StartWatch;
  readonly #output: InstanceOutput;
  readonly #ports = new Set<number>();
  #alive = true;
  #isFullTold = false;
  #resolveGone: (exit: Exit) => void = () => {};

  constructor(options: LaunchOptions, signal: AbortSignal) {
    const { id, service, port, program, volume, startTimeoutMs, machine, agenda } = options;
    this.id = id;
    this.service = service;
    this.#options = options;
    this.#watch = new StartWatch(port, startTimeoutMs, signal, (delayMs, run) => {
      const entry = agenda.add(delayMs, run);
      return () => agenda.remove(entry);
    });
    const { isRegistry } = program;
    const nowMs = () => agenda.nowMs;
    this.#output = new InstanceOutput({ id, isRegistry, ledger: options.ledger, nowMs });
    this.started = this.#watch.outcome;
    this.gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
    this.#process = machine.spawn({ name: id, service }, program, volume, this);
  }

  get volume(): string {
    return this.#options.volume;
  }

  get exited(): Promise<Exit> {
    return this.#alive ? this.#options.driver.waitFor(this.gone) : this.gone;
  }

  get addresses(): readonly Address[] {
    return addressesOf(this.#options.port, this.#ports);
  }

  listensOn(port: number): boolean {
    return this.#alive && this.#ports.has(port);
  }

  async signal(name: SignalName): Promise<void> {
    if (!this.#alive) return;
    const { ledger, agenda, driver } = this.#options;
    ledger.append({ type: 'signalled', instance: this.id, signal: name });
    const delivered = new Promise<void>((resolve) => {
      agenda.add(SIGNAL_MS, () => {
        this.#process.signal(name);
        resolve();
      });
    });
    await driver.waitFor(delivered);
  }

  async crashAt(input: CrashInput): Promise<void> {
    this.#options.machine.crashAt(this.#process, readCrashPoint(input));
  }

  async losePower(): Promise<void> {
    this.#options.machine.losePower(this.#process, this.#options.volume);
  }

  /** Ends it now, without a word in the ledger but its exit: the sandbox's doing. */
  end(): void {
    this.#watch.abort();
    this.#process.signal('SIGKILL');
  }

  listening(port: number): void {
    this.#ports.add(port);
    this.#watch.report({ type: 'listening', port });
  }

  unlistened(port: number): void {
    this.#ports.delete(port);
  }

  portTaken(port: number, holder: number): void {
    this.portHolder = this.#options.nameOf(holder);
    this.#watch.report({ type: 'port-taken', port });
  }

  printed(stream: OutputStream, printed: string): void {
    this.#output.printed(stream, printed);
  }

  filled(): void {
    if (this.#isFullTold) return;
    this.#isFullTold = true;
    const [what, hint] = VOLUME_FULL;
    this.#limited({ limit: 'disk', message: `${this.id} ${what}.`, hint });
  }

  ranAway({ limit, at: { path, line } }: Runaway): void {
    const [why, hint] = REASONS[limit];
    const message = `${this.id} was ended: ${why}, at last in ${path}, line ${line}.`;
    this.limit = { limit, message, hint };
    this.#limited(this.limit);
  }

  ended({ code, signal, uncaught }: ProcessExit): void {
    const { id, service, ledger } = this.#options;
    const exit = exitOf(code, signal);
    this.#alive = false;
    ledger.append({ type: 'exited', instance: id, service, code, signal });
    if (uncaught !== null) this.#watch.report({ type: 'uncaught', stack: uncaught });
    this.#watch.exited(exit);
    this.#resolveGone(exit);
  }

  #limited({ limit, message, hint }: LimitTold): void {
    const event = { type: 'limit-reached', instance: this.id, limit } as const;
    this.#options.ledger.append({ ...event, message: `${message} ${hint}` });
  }
}
