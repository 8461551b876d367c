import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { limit } from './lab.ts';
import { connectTo } from './sockets.ts';

type Program = ChildProcessByStdio<Writable, Readable, null>;

const PROGRAM = join(import.meta.dirname, 'abandon-services.ts');
const DEATHS: readonly (readonly [string, (program: Program) => void])[] = [
  ['is killed', (program) => program.kill('SIGKILL')],
  ['exits without disposing of its sandbox', (program) => program.stdin.end()],
];

let program: Program | undefined;
afterEach(() => program?.kill('SIGKILL'));

test.for(DEATHS)(
  'no service outlives a program that %s, not even one in an endless loop or a paused one',
  async ([, end]) => {
    program = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await once(program.stdout, 'data', { signal: limit() });
    const told = JSON.parse(String(line)) as { spinning: number; pids: number[] };

    const spinning = await connectTo(told.spinning);
    spinning.write('GET / HTTP/1.1\r\nhost: spinning.test\r\n\r\n');
    const [answer] = await once(spinning, 'data', { signal: limit() });
    const volume = String(answer).split('\r\n\r\n')[1] ?? '';
    const root = dirname(dirname(volume));
    expect(existsSync(root)).toBe(true);

    expect(told.pids.map(isRunning)).toEqual([true, true, true]);
    end(program);
    // Nothing tells a stranger when the guardian has removed the folder, nor when those it killed are gone.
    const left = () => ({ root: existsSync(root), running: told.pids.map(isRunning) });
    const nothing = { root: false, running: [false, false, false] };
    await vi.waitFor(() => expect(left()).toEqual(nothing), { timeout: WAIT_LIMIT_MS });
  },
);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A process that was killed and that nobody has waited for yet is a zombie: Linux tells.
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\tZ/m.test(readFileSync(status, 'utf8'));
}
