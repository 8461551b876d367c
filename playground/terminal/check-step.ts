import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Files } from '../../runtime/compile/types.ts';
import type { Step } from '../../runtime/course/step.ts';
import type { Checker, CheckResult } from '../../runtime/scenario/checker/index.ts';
import type { Scenario, Verdict } from '../../runtime/scenario/index.ts';
import type { Context } from './context.ts';
import { sourceFiles } from './workspace/step-files.ts';

/** The same seed every time: a live verdict changes only when the code does, or the machine. */
const SEED = 1;

/** What is to be checked, and how long it is wanted. */
export interface ToCheck {
  readonly step: Step;
  readonly files: Files;
  readonly signal: AbortSignal;
}

/**
 * Checks the learner's files in the simulator: in search of a schedule that fails, or by the one
 * that a token names. Rejects as `Checker.check` does.
 */
export async function checkStep(
  { lessonsDir, screen }: Context,
  checker: Checker,
  { step, files, signal }: ToCheck,
  token: string | null = null,
): Promise<CheckResult> {
  const what = `${step.id} ${step.title}`;
  screen.wait(`Checking ${what}: starting the simulator`);
  const job = {
    check: checkUrl(lessonsDir, step),
    services: step.services,
    files: sourceFiles(files),
    token,
  };
  const onProgress = (tried: number, of: number) =>
    screen.wait(`Checking ${what}: schedule ${Math.min(tried + 1, of)} of ${of}`);
  return checker.check(job, { signal, onProgress });
}

export interface LiveResult {
  readonly verdict: Verdict;
  /** What a live run does not judge, a sentence each. */
  readonly leavesOut: readonly string[];
}

/**
 * Checks the learner's files once on real processes, in a sandbox of its own, beside whatever runs.
 * Rejects only when the signal aborts or the check itself has a bug.
 */
export async function checkLive(
  { lessonsDir, paths, screen }: Context,
  { step, files, signal }: ToCheck,
): Promise<LiveResult> {
  const { createNodeSandbox } = await import('../../runtime/sandbox/node/index.ts');
  const { outsideRegistries } = await import('../../runtime/sandbox/index.ts');
  const { runCheck } = await import('../../runtime/scenario/index.ts');
  const { default: scenario } = (await import(checkUrl(lessonsDir, step))) as { default: Scenario };
  const verdict = await runCheck(scenario, {
    sandbox: () => createNodeSandbox({ workspace: paths.dir }),
    outside: outsideRegistries(process.env),
    step,
    files: sourceFiles(files),
    signal,
    seed: SEED,
    onProgress: (doing) => screen.wait(`Checking ${step.id} ${step.title} live: ${doing}`),
  });
  return { verdict, leavesOut: scenario.live.leavesOut };
}

function checkUrl(lessonsDir: string, { folder }: Step): string {
  return pathToFileURL(join(lessonsDir, folder, 'check.ts')).href;
}
