import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../runtime/registry/command/main.ts', import.meta.url));

/** `npm run registry`, as a process of its own. */
export interface Command {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  printed(): string;
  readonly exited: Promise<number | null>;
}

/** Starts it on free ports, unless `env` says otherwise; it is gone when the test has finished. */
export function start(env: Readonly<Record<string, string>> = {}): Command {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH, CONSUL_PORT: '0', ETCD_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  }
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { process: child, printed: () => text, exited };
}

export interface Urls {
  readonly consul: string;
  readonly etcd: string;
}

/** Resolves when it says where it listens. Rejects with what it printed when it ends instead. */
export async function urlsOf(command: Command): Promise<Urls> {
  for (;;) {
    const [consul, etcd] = command.printed().match(/http:\/\/[^\s,]+\d/g) ?? [];
    if (consul !== undefined && etcd !== undefined) return { consul, etcd };
    const { process: child, exited } = command;
    const ended = exited.then(() => 'ended' as const);
    if ((await Promise.race([once(child.stdout ?? child, 'data'), ended])) === 'ended') {
      throw new Error(`It ended: ${command.printed()}`);
    }
  }
}
