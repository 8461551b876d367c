import { host, perProcess } from '../current.ts';
import { invalidArgument, nodeError, outOfRange } from '../errors/node-error.ts';
import { NotAvailableError, notAvailable } from '../errors/not-available.ts';
import { EventEmitter } from '../events/index.ts';
import { WORKING_DIRECTORY } from '../fs/fresh-volume.ts';
import { nextTick, ProcessExit, stopLoop } from '../loop.ts';
import { currentStderr, currentStdout, type StandardOutput } from '../standard-output.ts';
import { hrtime } from './clock.ts';
import { kill } from './kill.ts';

/** The Node that this one follows. */
export const NODE_VERSION = 'v20.20.0';

/** What this Node was built with. */
const FEATURES = { inspector: false, debug: false, uv: true, ipv6: false, tls: false };

const MEASURE = 'Run the step in the terminal to measure it.';
const memoryUsage = notAvailable('process.memoryUsage', MEASURE);
const cpuUsage = notAvailable('process.cpuUsage', MEASURE);

/** Node says this once of deprecations, and once of other warnings, after the first. */
const howToTrace = (flag: string) =>
  `(Use \`node --trace-${flag} ...\` to show where the warning was created)\n`;

export interface WarningOptions {
  readonly type?: string;
  readonly code?: string;
}

/** The global `process`. https://nodejs.org/docs/latest-v20.x/api/process.html */
export class Process extends EventEmitter {
  pid = 0;
  readonly ppid = 1;
  env: Record<string, string> = {};
  argv: string[] = ['/usr/local/bin/node'];
  argv0 = 'node';
  execArgv: string[] = [];
  execPath = '/usr/local/bin/node';
  title = 'node';
  readonly [Symbol.toStringTag] = 'process';
  readonly platform = 'linux';
  readonly arch = 'x64';
  readonly version = NODE_VERSION;
  readonly versions = { node: NODE_VERSION.slice(1) };
  readonly release = { name: 'node', lts: 'Iron' };
  readonly features = FEATURES;
  readonly config = { target_defaults: {}, variables: {} };
  readonly hrtime = hrtime;
  readonly memoryUsage = memoryUsage;
  readonly cpuUsage = cpuUsage;
  #exitCode: number | undefined;
  #exiting = false;
  readonly #explained = new Set<string>();
  #startedMs = 0;

  /** Milliseconds on the host's clock at which it started: what `uptime` counts from. */
  startedAt(monotonicMs: number): void {
    this.#startedMs = monotonicMs;
  }

  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  /** Whole numbers and strings that are whole numbers, as Node takes them. */
  set exitCode(code: unknown) {
    if (code === undefined || code === null) this.#exitCode = undefined;
    else if (Number.isInteger(code)) this.#exitCode = code as number;
    else if (typeof code === 'string' && /^-?\d+$/.test(code)) this.#exitCode = Number(code);
    else if (typeof code === 'number') throw outOfRange('code', 'an integer', code);
    else throw invalidArgument('code', 'of type number', code);
  }

  /** Ends the process now: nothing after this call runs. */
  exit(code?: unknown): never {
    if (code !== undefined) this.exitCode = code;
    this.end(null);
    throw new ProcessExit();
  }

  /** Tells the `exit` listeners and ends; `uncaught` is the report of the error that ended it. */
  end(uncaught: string | null): void {
    this.#sayExit();
    this.abandon(uncaught);
  }

  /** Nothing is left to do: as in Node, promises of the `exit` listeners may still settle. */
  finish(): void {
    this.#sayExit();
    stopLoop();
    host.timers.soon(() => this.abandon(null));
  }

  #sayExit(): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('exit', this.#exitCode ?? 0);
  }

  /** Ends the process without a word to its listeners. */
  abandon(uncaught: string | null): void {
    stopLoop();
    // The operating system keeps eight bits of it.
    host.exit((this.#exitCode ?? 0) & 255, uncaught);
  }

  cwd(): string {
    return WORKING_DIRECTORY;
  }

  uptime(): number {
    return (host.clock.monotonicMs() - this.#startedMs) / 1000;
  }

  nextTick(callback: unknown, ...args: unknown[]): void {
    if (typeof callback !== 'function') {
      throw invalidArgument('callback', 'of type function', callback);
    }
    nextTick(() => callback(...args));
  }

  /** `emitWarning(warning, type?, code?)` or `emitWarning(warning, { type, code }?)`. */
  emitWarning(warning: string | Error, second?: string | WarningOptions, third?: string): void {
    const { type = 'Warning', code } =
      typeof second === 'string' ? { type: second, code: third } : (second ?? {});
    const told =
      warning instanceof Error ? warning : Object.assign(new Error(warning), { name: type });
    if (code !== undefined) Object.assign(told, { code });
    const id = code === undefined ? '' : `[${code}] `;
    nextTick(() => {
      this.stderr.write(`(node:${this.pid}) ${id}${told.name}: ${told.message}\n`);
      const flag = told.name === 'DeprecationWarning' ? 'deprecation' : 'warnings';
      if (!this.#explained.has(flag)) this.stderr.write(howToTrace(flag));
      this.#explained.add(flag);
      this.emit('warning', told);
    });
  }

  get stdout(): StandardOutput {
    return currentStdout();
  }

  get stderr(): StandardOutput {
    return currentStderr();
  }

  get stdin(): never {
    throw new NotAvailableError('process.stdin', 'A service gets its input by HTTP requests.');
  }

  chdir(): never {
    throw nodeError(Error, 'ERR_WORKER_UNSUPPORTED_OPERATION', 'process.chdir() is not supported');
  }

  /** Sends a signal, to the process itself: others are stopped and killed by the learner. */
  kill(pid: unknown, signal: unknown = 'SIGTERM'): true {
    kill(this.pid, pid, signal);
    return true;
  }
}

// The name that stacks give to the object that a listener is called on.
Object.defineProperty(Process, 'name', { value: 'process' });

export const currentProcess = perProcess(() => new Process());
