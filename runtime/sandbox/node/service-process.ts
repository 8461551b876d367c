import type { MemoryLedger } from '../../network/index.ts';
import { powerLossNotAvailable, SandboxError } from '../errors.ts';
import { OutputGate, outputDroppedMessage } from '../output-gate.ts';
import type { Address, Exit, Instance, SignalName } from '../sandbox.ts';
import { type StartOutcome, StartWatch } from '../start-watch.ts';
import { type Child, spawnChild } from './child.ts';
import { serviceEnvironment } from './environment.ts';
import type { Report } from './report.ts';
import type { RunFolder } from './run-folders.ts';

export interface LaunchOptions {
  readonly id: string;
  readonly service: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly startTimeoutMs: number;
  readonly folder: RunFolder;
  /** The folder of its volume. */
  readonly volume: string;
  readonly ledger: MemoryLedger;
  readonly nowMs: () => number;
}

/** One process of a service, from its start to its end, with what it prints and where it listens. */
export class ServiceProcess implements Instance {
  readonly id: string;
  readonly service: string;
  readonly exited: Promise<Exit>;
  /** How the start came out; its process goes on unless it has exited by itself. */
  readonly started: Promise<StartOutcome>;
  readonly #child: Child;
  readonly #ledger: MemoryLedger;
  /** IP addresses by the ports that it listens on. */
  readonly #hosts: ReadonlyMap<number, string>;
  readonly #port: number;
  #alive = true;

  private constructor(
    { id, service, port, ledger }: LaunchOptions,
    child: Child,
    hosts: ReadonlyMap<number, string>,
    watch: StartWatch,
  ) {
    this.id = id;
    this.service = service;
    this.#port = port;
    this.#ledger = ledger;
    this.#child = child;
    this.#hosts = hosts;
    this.started = watch.outcome;
    this.exited = child.exited.then((exit) => {
      this.#alive = false;
      ledger.append({
        type: 'exited',
        instance: id,
        service,
        code: exit.by === 'code' ? exit.code : null,
        signal: exit.by === 'signal' ? exit.signal : null,
      });
      watch.exited(exit);
      return exit;
    });
  }

  /** Rejects with a SandboxError when the system cannot start one more process. */
  static async launch(options: LaunchOptions, signal: AbortSignal): Promise<ServiceProcess> {
    const { id, port, env, folder, volume, ledger, nowMs } = options;
    const hosts = new Map<number, string>();
    const watch = new StartWatch(port, options.startTimeoutMs, signal);
    const gates = { stdout: new OutputGate(nowMs), stderr: new OutputGate(nowMs) };
    const child = await spawnChild({
      cwd: volume,
      entry: folder.entry,
      env: serviceEnvironment(env, port),
      onReport: (report: Report) => {
        if (report.type === 'listening') hosts.set(report.port, report.host);
        watch.report(report);
      },
      onOutput: (stream, printed) => {
        const { text, droppedBytes: bytes, beginsDropping } = gates[stream].admit(printed);
        if (text !== '') ledger.append({ type: 'output', instance: id, stream, text });
        if (!beginsDropping) return;
        const message = outputDroppedMessage(id);
        ledger.append({ type: 'output-dropped', instance: id, bytes, message });
      },
    }).catch((error: Error) => {
      watch.exited({ by: 'code', code: 1 });
      throw cannotStart(id, error);
    });
    return new ServiceProcess(options, child, hosts, watch);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** False as soon as it is known to be gone. */
  get alive(): boolean {
    return this.#alive;
  }

  /** The port that it was told first, then any others that it listens on. */
  get addresses(): readonly Address[] {
    const others = [...this.#hosts.keys()].filter((port) => port !== this.#port);
    return [this.#port, ...others].map((port) => ({ port }));
  }

  listensOn(port: number): boolean {
    return this.#alive && this.#hosts.has(port);
  }

  /** The IP address at which this machine reaches it; null when it listens there no more. */
  hostOf(port: number): string | null {
    const bound = this.#hosts.get(port);
    if (!this.#alive || bound === undefined) return null;
    return bound === '::' || bound === '0.0.0.0' ? '127.0.0.1' : bound;
  }

  async signal(name: SignalName): Promise<void> {
    if (!this.#alive) return;
    this.#ledger.append({ type: 'signalled', instance: this.id, signal: name });
    this.#child.kill(name);
  }

  crashAt(): Promise<void> {
    return Promise.reject(new Error('not yet'));
  }

  losePower(): Promise<void> {
    return Promise.reject(powerLossNotAvailable(this.id));
  }

  /** Ends it without a word in the ledger but its exit: the sandbox's own doing, not the learner's. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }
}

function cannotStart(id: string, { message }: Error): SandboxError {
  return new SandboxError(
    'lost',
    `${id} did not get a process from the system: ${message}.`,
    'Stop what else is running on this machine, then start it again.',
  );
}
