/** Checks in the simulator: apart from the rest, for what it needs is large. */
import type { Files } from '../compile/types.ts';
import type { CheckedStep } from '../course/step.ts';
import { NOTHING_OUTSIDE } from '../sandbox/index.ts';
import {
  createSimulatedSandbox,
  type Realm,
  readToken,
  type Schedule,
  tokenOf,
} from '../sandbox/simulated/index.ts';
import { CHECK_LIMIT_MS } from './run-check.ts';
import { type CheckLimit, type Ran, runOnce } from './run-once.ts';
import type { Scenario } from './scenario.ts';
import { isAllowed, type RunOutcome, search } from './search/index.ts';
import type { Verdict } from './verdict.ts';

/** How hard to search. */
export interface SearchEffort {
  /** How many schedules to try: left out, as many as the scenario asks for. */
  readonly schedules?: number;
  /** Whether a schedule that fails is made simple before it is told: left out, it is. */
  readonly simplify?: boolean;
  /** How long all of it may take by the wall clock: left out, CHECK_LIMIT_MS. */
  readonly limitMs?: number;
}

export interface SimulateOptions extends SearchEffort {
  readonly realm: Realm;
  readonly step: CheckedStep;
  /** The learner's workspace. */
  readonly files: Files;
  readonly signal: AbortSignal;
  /** Called with how many schedules have been tried, of how many. */
  readonly onProgress: (tried: number, of: number) => void;
}

/**
 * Tries schedules until one fails the scenario on the learner's files, and gives the verdict of the
 * simplest that does, with its token; or passes. Rejects only when the signal aborts (with its
 * reason) or the check itself has a bug. The same files get the same verdict every time.
 */
export async function checkInSimulator(
  scenario: Scenario,
  options: SimulateOptions,
): Promise<Verdict> {
  const { schedules = scenario.schedules, simplify = true, onProgress } = options;
  const limit = checkLimit(options.limitMs);
  const result = await search({
    run: (schedule) => runSchedule(scenario, schedule, options, limit),
    schedules,
    allowed: scenario.allowed,
    simplify,
    onProgress: (tried) => onProgress(tried, schedules),
  });
  if (result.found || result.verdict.outcome !== 'passed') return result.verdict;
  return { ...result.verdict, schedules: result.tried };
}

/**
 * Runs one schedule again, as its token names it, and gives its moments too. Rejects with a
 * TokenError as well.
 */
export async function replay(
  scenario: Scenario,
  token: string,
  options: Pick<SimulateOptions, 'realm' | 'step' | 'files' | 'signal'>,
): Promise<RunOutcome & Ran> {
  return runSchedule(scenario, readToken(token), options, checkLimit());
}

function checkLimit(ms = CHECK_LIMIT_MS): CheckLimit {
  return { ms, signal: AbortSignal.timeout(ms) };
}

async function runSchedule(
  scenario: Scenario,
  schedule: Schedule,
  { realm, step, files, signal }: Pick<SimulateOptions, 'realm' | 'step' | 'files' | 'signal'>,
  limit: CheckLimit,
): Promise<RunOutcome & Ran> {
  const sandbox = createSimulatedSandbox({
    schedule,
    realm,
    mayDisturb: (kind, record) => isAllowed(kind, record, scenario.allowed),
  });
  const ran = await runOnce(scenario, sandbox, {
    step,
    files,
    signal,
    limit,
    seed: schedule.seed,
    schedule: tokenOf(schedule),
    onProgress: () => {},
    outside: NOTHING_OUTSIDE,
    calm: () => sandbox.calm(),
  });
  return { ...ran, moments: sandbox.moments };
}
