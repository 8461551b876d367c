import { type CrashInput, type MemoryLedger, readCrashPoint } from '../../network/index.ts';
import { powerLossNotAvailable, SandboxError } from '../errors.ts';
import { InstanceOutput } from '../instance-output.ts';
import {
  type Address,
  addressesOf,
  type Exit,
  type Instance,
  type SignalName,
} from '../sandbox.ts';
import { type StartOutcome, StartWatch } from '../start-watch.ts';
import type { Child } from './child.ts';
import { serviceEnvironment } from './environment.ts';
import type { Member } from './network/member.ts';
import type { FromService } from './network/messages.ts';
import type { NodeNetwork } from './network/node-network.ts';
import type { RunFolder } from './run-folders.ts';
import type { Surroundings } from './surroundings.ts';

export interface LaunchOptions {
  readonly id: string;
  readonly service: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly startTimeoutMs: number;
  readonly folder: RunFolder;
  /** The folder of its volume. */
  readonly volume: string;
  /** Whether it is the registry's program, whose output is what it observes. */
  readonly isRegistry: boolean;
  readonly ledger: MemoryLedger;
  readonly nowMs: () => number;
  readonly network: NodeNetwork;
  readonly spawn: Surroundings['spawn'];
}

/** One process of a service, from its start to its end, with what it prints and where it listens. */
export class ServiceProcess implements Instance {
  readonly id: string;
  readonly service: string;
  readonly exited: Promise<Exit>;
  /** How the start came out; its process goes on unless it has exited by itself. */
  readonly started: Promise<StartOutcome>;
  readonly #options: LaunchOptions;
  readonly #child: Child;
  readonly #member: Member;
  readonly #ports: ReadonlySet<number>;
  /** Called when it looks out for the moments in which it is to crash. */
  readonly #watching: (() => void)[];
  #isPaused = false;
  #alive = true;

  private constructor(options: LaunchOptions, child: Child, hearing: Hearing) {
    const { id, service, ledger, network } = options;
    this.id = id;
    this.service = service;
    this.#options = options;
    this.#child = child;
    this.#member = hearing.member;
    this.#ports = hearing.ports;
    this.#watching = hearing.watching;
    this.started = hearing.watch.outcome;
    this.exited = child.exited.then((exit) => {
      this.#alive = false;
      network.leave(hearing.member);
      ledger.append({
        type: 'exited',
        instance: id,
        service,
        code: exit.by === 'code' ? exit.code : null,
        signal: exit.by === 'signal' ? exit.signal : null,
      });
      hearing.watch.exited(exit);
      for (const told of hearing.watching.splice(0)) told();
      return exit;
    });
  }

  /** Rejects with a SandboxError when the system cannot start one more process. */
  static async launch(options: LaunchOptions, signal: AbortSignal): Promise<ServiceProcess> {
    const { id, service, port, env, folder, volume, network } = options;
    const watch = new StartWatch(port, options.startTimeoutMs, signal);
    const output = new InstanceOutput(options);
    // It may run and ask for something before the word comes that it was started.
    const unsaid: ((child: Child) => void)[] = [];
    let say = (what: (child: Child) => void): void => void unsaid.push(what);
    const member = network.join(
      { name: id, service },
      {
        send: (message) => say((child) => child.send(message)),
        answer: (message) => say((child) => child.answer(message)),
        kill: () => say((child) => void child.kill('SIGKILL')),
      },
    );
    const hearing: Hearing = { member, watch, ports: new Set(), watching: [] };
    const child = await options
      .spawn({
        cwd: volume,
        entry: folder.entry,
        env: serviceEnvironment(env, port),
        onMessage: (message) => hear(message, hearing),
        onOutput: (stream, printed) => output.printed(stream, printed),
      })
      .catch((error: Error) => {
        network.leave(member);
        watch.exited({ by: 'code', code: 1 });
        throw cannotStart(id, error);
      });
    say = (what) => what(child);
    for (const what of unsaid) what(child);
    return new ServiceProcess(options, child, hearing);
  }

  get pid(): number {
    return this.#child.pid;
  }

  get addresses(): readonly Address[] {
    return addressesOf(this.#options.port, this.#ports);
  }

  async signal(name: SignalName): Promise<void> {
    if (!this.#alive) return;
    this.#options.ledger.append({ type: 'signalled', instance: this.id, signal: name });
    if (name === 'SIGSTOP') this.#pause();
    await this.#child.kill(name);
    if (name === 'SIGCONT') this.#goOn();
  }

  async crashAt(input: CrashInput): Promise<void> {
    const point = readCrashPoint(input);
    if (!this.#alive) return;
    this.#options.network.crashes.arm(this.id, point);
    const watching = new Promise<void>((resolve) => this.#watching.push(resolve));
    this.#child.send({ type: 'watch' });
    // A paused process looks out as soon as it goes on.
    if (!this.#isPaused) await watching;
  }

  losePower(): Promise<void> {
    return Promise.reject(powerLossNotAvailable(this.id));
  }

  #pause(): void {
    this.#isPaused = true;
    this.#member.pause();
  }

  #goOn(): void {
    this.#isPaused = false;
    this.#member.goOn();
  }

  /** Ends it without a word in the ledger but its exit: the sandbox's own doing, not the learner's. */
  async end(): Promise<void> {
    await this.#child.kill('SIGKILL');
    await this.exited;
  }
}

/** What is made of what a process says. */
interface Hearing {
  readonly member: Member;
  readonly watch: StartWatch;
  readonly ports: Set<number>;
  readonly watching: (() => void)[];
}

function hear(message: FromService, { member, watch, ports, watching }: Hearing): void {
  switch (message.type) {
    case 'listening':
      ports.add(message.port);
      watch.report(message);
      return;
    case 'port-taken':
    case 'uncaught':
      watch.report(message);
      return;
    case 'watching':
      watching.shift()?.();
      return;
    default:
      member.hear(message);
  }
}

function cannotStart(id: string, { message }: Error): SandboxError {
  return new SandboxError(
    'lost',
    `${id} did not get a process from the system: ${message}.`,
    'Stop what else is running on this machine, then start it again.',
  );
}
