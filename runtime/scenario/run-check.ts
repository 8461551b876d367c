import type { Files } from '../compile/types.ts';
import type { CheckedStep } from '../course/step.ts';
import { NOTHING_OUTSIDE, type OutsideRegistries, type Sandbox } from '../sandbox/index.ts';
import { runOnce } from './run-once.ts';
import type { Scenario } from './scenario.ts';
import type { Verdict } from './verdict.ts';

export const CHECK_LIMIT_MS = 60_000;

export interface CheckOptions {
  /** Makes a sandbox that nothing else uses; the check boots and disposes of it. */
  readonly sandbox: () => Sandbox | Promise<Sandbox>;
  readonly step: CheckedStep;
  /** The learner's workspace. */
  readonly files: Files;
  readonly signal: AbortSignal;
  readonly seed: number;
  /** Servers that stand in for the registry; left out, none do. */
  readonly outside?: OutsideRegistries;
  /** Called with what the check is doing, in words for the learner. */
  readonly onProgress: (doing: string) => void;
}

/**
 * Runs a step's scenario on the learner's files once, live, in a fresh sandbox and says what came of
 * it. Rejects only when the signal aborts (with its reason) or the check itself has a bug.
 */
export async function runCheck(scenario: Scenario, options: CheckOptions): Promise<Verdict> {
  const limit = { ms: CHECK_LIMIT_MS, signal: AbortSignal.timeout(CHECK_LIMIT_MS) };
  const { verdict } = await runOnce(scenario, await options.sandbox(), {
    outside: NOTHING_OUTSIDE,
    ...options,
    schedule: null,
    limit,
    calm: () => {},
  });
  return verdict;
}
