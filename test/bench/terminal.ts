import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { figure, median, print } from './figures.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RUNS = 7;
const LIMIT_MS = 60_000;

/** The lesson in the terminal, beside what npm itself takes to start anything. */
export async function benchTerminal(): Promise<void> {
  const npm: number[] = [];
  const first: number[] = [];
  const verdict: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    npm.push(await firstOutputMs(['run', '--silent', 'env'], {}));
    const BROWNOUT_WORKSPACE = await mkdtemp(join(tmpdir(), 'brownout-bench-'));
    const env = { BROWNOUT_WORKSPACE };
    first.push(await firstOutputMs(['run', '--silent', 'lesson'], env));
    verdict.push(await firstOutputMs(['run', '--silent', 'lesson', '--', 'check'], env));
    await rm(BROWNOUT_WORKSPACE, { recursive: true });
  }
  print('The lesson in the terminal', [
    figure('npm run of nothing but its own environment', npm),
    figure('npm run lesson, first output', first),
    figure('npm run lesson -- check, verdict', verdict),
    figure('first output over npm alone', [median(first) / median(npm)], 'times'),
  ]);
}

/** From the command to the first thing it prints; then it is asked to leave, and has left. */
function firstOutputMs(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((done, reject) => {
    const beganMs = performance.now();
    const child = spawn('npm', args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      timeout: LIMIT_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
      // A group of its own: npm hands a signal on to what it runs only when that is in front.
      detached: true,
    });
    let tookMs = Number.NaN;
    child.stdout.once('data', () => {
      tookMs = performance.now() - beganMs;
      process.kill(-(child.pid as number), 'SIGTERM');
    });
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', () => done(tookMs));
  });
}
