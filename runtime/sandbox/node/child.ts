import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { type Exit, exitOf, type SignalName } from '../sandbox.ts';
import type { Answer, FromService, ToService } from './network/messages.ts';
import { LineReader } from './service-link.ts';

/** How long the pipes of a process that has exited may stay open before they are cut. */
const PIPE_LIMIT_MS = 1000;

const PRELOAD = new URL('./preload.mjs', import.meta.url);

export interface ChildOptions {
  /** Its working directory. */
  readonly cwd: string;
  /** Absolute path of the module to run. */
  readonly entry: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly onMessage: (message: FromService) => void;
  /** Text as it comes, never cut within a character. */
  readonly onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** A process of Node that runs a service. */
export interface Child {
  readonly pid: number;
  /** Resolves when it is gone and everything that it wrote has been handed on. */
  readonly exited: Promise<Exit>;
  /** Resolves when the signal has been delivered; does nothing when it is gone. */
  kill(signal: SignalName): Promise<void>;
  send(message: ToService): void;
  /** For a process that waits for it and does nothing else meanwhile. */
  answer(message: Answer): void;
}

/** Rejects with Node's error when the system cannot start one more process. */
export async function spawnChild(options: ChildOptions): Promise<Child> {
  const { cwd, entry, env, onMessage, onOutput } = options;
  const child = spawn(process.execPath, ['--import', PRELOAD.href, entry], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in the terminal is for Brownout, which then ends its
    // services in order, and whatever a service started can be ended together with it.
    detached: true,
  });
  const lines = new LineReader(onMessage);
  readText(child.stdout, (text) => onOutput('stdout', text));
  readText(child.stderr, (text) => onOutput('stderr', text));
  readText(child.stdio[3] as Readable | null, (text) => lines.add(text));
  const writer = (fd: 3 | 4) => {
    const stream = child.stdio[fd] as Writable | null | undefined;
    stream?.on('error', () => {});
    return (message: ToService | Answer) => stream?.write(`${JSON.stringify(message)}\n`);
  };
  const exited = untilExited(child);
  await once(child, 'spawn');
  return {
    pid: child.pid as number,
    exited,
    async kill(signal) {
      child.kill(signal);
    },
    send: writer(3),
    answer: writer(4),
  };
}

function readText(stream: Readable | null, onText: (text: string) => void): void {
  stream?.setEncoding('utf8').on('data', onText);
  // A broken pipe says only that the process is gone, which `exited` tells.
  stream?.on('error', () => {});
}

function untilExited(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      killGroup(child.pid);
      const cut = setTimeout(() => {
        for (const stream of child.stdio) stream?.destroy();
      }, PIPE_LIMIT_MS);
      child.once('close', () => {
        clearTimeout(cut);
        resolve(exitOf(code, signal));
      });
    });
  });
}

/** Ends what the service itself has started and left behind. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has left nothing behind.
  }
}
