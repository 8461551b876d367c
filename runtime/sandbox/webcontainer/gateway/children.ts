import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Child, ChildOptions } from '../../node/child.ts';
import { LineReader } from '../../node/service-link.ts';
import type { Exit, SignalName } from '../../sandbox.ts';
import type { Peer } from '../link/peer.ts';
import type { SpawnedProcess } from '../protocol.ts';
import { CONTROL_VARIABLE, type FromPreload } from '../service-control.ts';
import { type Control, ControlServer } from './control.ts';

/** How long the control connection of a process that is gone may stay open. */
const CLOSE_LIMIT_MS = 1000;
/** How long a process may take to stand still when it is asked to: a busy one comes to it later. */
const STAND_LIMIT_MS = 1000;
/** How long a process that is to be killed may take to pass on what it has said. */
const FLUSH_LIMIT_MS = 2000;

/** Services' processes: started and killed by the page, heard and spoken to through their preload. */
export class Children {
  readonly #peer: Peer;
  readonly #preload: string;
  readonly #control: ControlServer;
  readonly #running = new Map<number, ChildProcess>();
  #lastChild = 0;

  private constructor(peer: Peer, preload: string, control: ControlServer) {
    this.#peer = peer;
    this.#preload = preload;
    this.#control = control;
  }

  /** `preload` is the absolute path of what runs before a service's own code. */
  static async create(peer: Peer, preload: string): Promise<Children> {
    return new Children(peer, preload, await ControlServer.open());
  }

  printed(child: number, text: string): void {
    this.#running.get(child)?.printed(text);
  }

  gone(child: number, code: number): void {
    this.#running.get(child)?.gone(code);
  }

  async spawn({ cwd, entry, env, onMessage, onOutput }: ChildOptions): Promise<Child> {
    const child = ++this.#lastChild;
    const key = randomUUID();
    const running = new ChildProcess({
      kill: () => this.#peer.tell('kill', child),
      onMessage,
      onOutput,
    });
    this.#running.set(child, running);
    void this.#control
      .expect(key, (line) => running.line(line))
      .then((control) => running.connected(control));
    void running.exited.then(() => {
      this.#running.delete(child);
      this.#control.forget(key);
    });
    const asked: SpawnedProcess = {
      child,
      args: ['--import', this.#preload, entry],
      cwd: relative(process.cwd(), cwd),
      env: { ...env, [CONTROL_VARIABLE]: `${this.#control.port}:${key}` },
    };
    try {
      await this.#peer.ask('spawn', asked);
    } catch (error) {
      running.gone(1);
      throw error;
    }
    return {
      pid: child,
      exited: running.exited,
      kill: (signal) => running.kill(signal),
      send: (message) => running.write(message),
      answer: (message) => running.write({ type: 'answer', answer: message }),
    };
  }
}

interface ChildProcessOptions extends Pick<ChildOptions, 'onMessage' | 'onOutput'> {
  readonly kill: () => void;
}

/** What it tells when it was asked to. */
type Told = 'stands' | 'flushed';

/** One of them, from when it was asked for until it is gone. */
class ChildProcess {
  readonly exited: Promise<Exit>;
  readonly #options: ChildProcessOptions;
  readonly #messages: LineReader;
  /** What was said to it before it was there. */
  readonly #unsaid: object[] = [];
  /** Who waits until it tells of this. */
  readonly #awaited: Readonly<Record<Told, (() => void)[]>> = {
    stands: [],
    flushed: [],
  };
  #control: Control | null = null;
  #killedBy: SignalName | null = null;
  /** With which code it said that it leaves. */
  #leftWith: number | null = null;
  #isGone = false;
  #resolve: (exit: Exit) => void = () => {};

  constructor(options: ChildProcessOptions) {
    this.#options = options;
    this.#messages = new LineReader(options.onMessage);
    this.exited = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  connected(control: Control): void {
    this.#control = control;
    for (const message of this.#unsaid.splice(0)) control.write(message);
  }

  write(message: object): void {
    if (this.#control === null) this.#unsaid.push(message);
    else this.#control.write(message);
  }

  line(line: string): void {
    // A service may write anything here, as on any connection to this machine.
    const message = read(line);
    switch (message?.type) {
      case 'printed':
        this.#options.onOutput(message.stream, message.text);
        return;
      case 'leaving':
        this.#leftWith = message.code;
        this.write({ type: 'answer', answer: { done: true } });
        return;
      case 'terminate':
        void this.#end('SIGTERM');
        return;
      case 'stands':
      case 'flushed':
        this.#tells(message.type);
        return;
      default:
        this.#messages.add(`${line}\n`);
    }
  }

  /** What its terminal shows is what Node itself prints: the error that ended it, warnings. */
  printed(text: string): void {
    this.#options.onOutput('stderr', stripVTControlCharacters(text).replaceAll('\r\n', '\n'));
  }

  async kill(signal: SignalName): Promise<void> {
    if (this.#isGone) return;
    if (signal === 'SIGKILL') {
      await this.#end(signal);
      return;
    }
    this.write({ type: 'signal', signal });
    if (signal === 'SIGSTOP') await this.#until('stands', STAND_LIMIT_MS);
  }

  gone(code: number): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#tells('stands');
    this.#tells('flushed');
    const closed = this.#control?.closed ?? Promise.resolve();
    const late = new Promise((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS));
    void Promise.race([closed, late]).then(() => this.#resolve(this.#exit(code)));
  }

  /** What it prints goes through its second thread, which would be killed with it. */
  async #end(signal: SignalName): Promise<void> {
    this.#killedBy ??= signal;
    if (this.#control !== null) {
      this.write({ type: 'flush' });
      await this.#until('flushed', FLUSH_LIMIT_MS);
    }
    this.#options.kill();
  }

  #until(what: Told, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, limitMs);
      this.#awaited[what].push(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  #tells(what: Told): void {
    for (const told of this.#awaited[what].splice(0)) told();
  }

  #exit(code: number): Exit {
    if (this.#leftWith !== null) return { by: 'code', code: this.#leftWith };
    if (this.#killedBy !== null) return { by: 'signal', signal: this.#killedBy };
    // As a shell tells that a signal ended a program.
    const signal = Object.entries(constants.signals).find(([, number]) => number === code - 128);
    return signal === undefined ? { by: 'code', code } : { by: 'signal', signal: signal[0] };
  }
}

function read(line: string): FromPreload | null {
  try {
    const message = JSON.parse(line) as Record<string, unknown> | null;
    const isPrinted = typeof message?.text === 'string';
    if (message?.type === 'printed' && !isPrinted) return null;
    return message as FromPreload | null;
  } catch {
    return null;
  }
}
