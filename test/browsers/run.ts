/**
 * `npm run test:browsers`: the tests of the browser sandbox in real Firefox and real WebKit.
 * What is given to it goes to Vitest: files, `-t` and a part of a name, `--project webkit`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installMissing } from './installed.ts';

/** Far above what a run takes on two cores. */
const LIMIT_MS = 20 * 60_000;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    installMissing();
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  // The browsers' profiles are in it, so that nothing is left however the run ends.
  const folder = await mkdtemp(join(tmpdir(), 'brownout-browsers-'));
  try {
    const problem = await runTests(process.argv.slice(2), folder);
    if (problem !== null) console.error(problem);
    return problem === null ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Resolves with what went wrong, or with null when all is well. */
function runTests(vitestArgs: readonly string[], folder: string): Promise<string | null> {
  const root = resolve(import.meta.dirname, '../..');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const args = [vitest, 'run', '--config', config, ...vitestArgs];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TMPDIR: folder },
  });
  // It ends its browsers on the way out; whoever stops us stops it.
  const stop = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return new Promise((resolveEnd, reject) => {
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      stop();
    }, LIMIT_MS);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      if (isLate)
        resolveEnd(`The tests were stopped: they took more than ${LIMIT_MS / 60_000} min.`);
      else if (code === 0) resolveEnd(null);
      else resolveEnd(`The tests did not pass (${signal ?? `exit code ${code}`}).`);
    });
  });
}
