import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { limit, WAIT_LIMIT_MS } from './lab.ts';
import { closeOf, connectTo } from './sockets.ts';

type Program = ChildProcessByStdio<Writable, Readable, null>;

const PROGRAM = join(import.meta.dirname, 'abandon-services.ts');
const DEATHS: readonly (readonly [string, (program: Program) => void])[] = [
  ['is killed', (program) => program.kill('SIGKILL')],
  ['exits without disposing of its sandbox', (program) => program.stdin.end()],
];

let program: Program | undefined;
afterEach(() => program?.kill('SIGKILL'));

test.for(DEATHS)(
  'no service outlives a program that %s, not even one in an endless loop',
  { timeout: 2 * WAIT_LIMIT_MS },
  async ([, end]) => {
    program = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await once(program.stdout, 'data', { signal: limit() });
    const ports = JSON.parse(String(line)) as { idle: number; spinning: number };

    const idle = await connectTo(ports.idle);
    const spinning = await connectTo(ports.spinning);
    spinning.write('GET / HTTP/1.1\r\nhost: spinning.test\r\n\r\n');
    const [answer] = await once(spinning, 'data', { signal: limit() });
    const volume = String(answer).split('\r\n\r\n')[1] ?? '';
    const root = dirname(dirname(volume));
    expect(existsSync(root)).toBe(true);

    const bothGone = Promise.all([closeOf(idle), closeOf(spinning)]);
    end(program);
    await bothGone;
    // The guardian removes the folder last; nothing tells a stranger when it has.
    await vi.waitFor(() => expect(existsSync(root)).toBe(false), { timeout: WAIT_LIMIT_MS });
  },
);
