import type { MomentRecord, Schedule } from '../../sandbox/simulated/index.ts';
import type { Allowed } from '../scenario.ts';
import type { Failed, Verdict } from '../verdict.ts';
import { Planner } from './planner.ts';
import { shrink } from './shrink.ts';

/** What came of one schedule. */
export interface RunOutcome {
  readonly verdict: Verdict;
  readonly moments: readonly MomentRecord[];
}

export interface SearchOptions {
  /** Runs the check once, as the schedule has it: the same outcome every time. */
  readonly run: (schedule: Schedule) => Promise<RunOutcome>;
  readonly schedules: number;
  readonly allowed: Allowed;
  /** Whether the schedule that is found is made simple: left out, it is. */
  readonly simplify?: boolean;
  readonly onProgress: (tried: number) => void;
}

export type SearchResult =
  /** No schedule broke it, or one could not be judged: `verdict` is the last one's. */
  | { readonly found: false; readonly verdict: Verdict; readonly tried: number }
  | {
      readonly found: true;
      readonly verdict: Failed;
      /** The simplest one that breaks it. */
      readonly schedule: Schedule;
      /** How many were tried until one broke it. */
      readonly tried: number;
    };

/** Runs that a search may spend on making what it found simpler. */
const MOST_SHRINKING_RUNS = 60;

/** Tries schedules until one fails the check, and makes that one simple. */
export async function search(options: SearchOptions): Promise<SearchResult> {
  const { run, schedules, allowed, onProgress, simplify = true } = options;
  const planner = new Planner(allowed);
  let last: Verdict | null = null;
  for (let tried = 1; tried <= schedules; tried++) {
    const schedule = planner.next();
    const { verdict, moments } = await run(schedule);
    onProgress(tried);
    if (verdict.outcome === 'inconclusive') return { found: false, verdict, tried };
    if (verdict.outcome === 'failed') {
      const mostRuns = simplify ? MOST_SHRINKING_RUNS : 0;
      const simplest = await shrink({ schedule, run: verdict }, failing(run), mostRuns);
      return { found: true, verdict: simplest.run, schedule: simplest.schedule, tried };
    }
    planner.learn(schedule, moments);
    last = verdict;
  }
  if (last === null) throw new RangeError('search: a check needs at least one schedule.');
  return { found: false, verdict: last, tried: schedules };
}

function failing(run: SearchOptions['run']): (schedule: Schedule) => Promise<Failed | null> {
  return async (schedule) => {
    const { verdict } = await run(schedule);
    return verdict.outcome === 'failed' ? verdict : null;
  };
}
