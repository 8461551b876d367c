import { createRandom } from '../../../runtime/network/index.ts';
import {
  type Disturbance,
  plainSchedule,
  type Realm,
  type Schedule,
  tokenOf,
} from '../../../runtime/sandbox/simulated/index.ts';
import { Planner, type RunOutcome } from '../../../runtime/scenario/search/index.ts';
import { pointsOf } from '../../../runtime/scenario/search/point.ts';
import { replay } from '../../../runtime/scenario/simulate.ts';
import type { Planted } from './planted.ts';

/** A search that has found nothing by then has lost. */
const MOST_SCHEDULES = 300;

const { signal } = new AbortController();

export type Run = (schedule: Schedule) => Promise<RunOutcome>;

export function runner(realm: Realm, { scenario, services, files }: Planted): Run {
  const step = { services: services.map((name) => ({ name, entry: `${name}.ts`, port: 8080 })) };
  return (schedule) => replay(scenario, tokenOf(schedule), { realm, step, files, signal });
}

/** Schedules that our search tries until one shows the bug. */
export async function byPlanner(run: Run, { scenario }: Planted, nth: number): Promise<number> {
  const planner = new Planner(scenario.allowed, 1 + nth * 1000);
  for (let tried = 1; tried <= MOST_SCHEDULES; tried++) {
    const schedule = planner.next();
    const outcome = await run(schedule);
    if (hasFailed(outcome)) return tried;
    planner.learn(schedule, outcome.moments);
  }
  return MOST_SCHEDULES;
}

/**
 * The same by chance alone: each schedule has a seed of its own and as many disturbances as ours, of
 * any kind that is allowed, at any moment of its run. One that nothing can come of is as if it were
 * not there; the run that tells so is not counted.
 */
export async function byChance(run: Run, { scenario }: Planted, nth: number): Promise<number> {
  const random = createRandom(nth);
  const { allowed } = scenario;
  for (let tried = 1; tried <= MOST_SCHEDULES; tried++) {
    const plain = plainSchedule(random.integer(2 ** 32));
    const { moments } = await run(plain);
    const points = pointsOf(moments, allowed);
    const kinds = [...new Set(points.map(({ kind }) => kind))];
    const depth = Math.min(random.pick([1, 1, 1, 2, 2, 3]), allowed.atMost);
    const chosen = new Map<number, Disturbance>();
    for (let nth = 0; nth < depth; nth++) {
      const moment = random.integer(moments.length);
      const kind = random.pick(kinds);
      if (!points.some((point) => point.moment === moment && point.kind === kind)) continue;
      const longestMs = allowed.pauses?.longestMs ?? 0;
      const ms = Math.ceil(longestMs / random.pick([1, 1, 3, 30]));
      chosen.set(moment, kind === 'pause' ? { kind, moment, ms } : { kind, moment });
    }
    const disturbances = [...chosen.values()].sort((a, b) => a.moment - b.moment);
    if (hasFailed(await run({ ...plain, disturbances }))) return tried;
  }
  return MOST_SCHEDULES;
}

function hasFailed({ verdict }: RunOutcome): boolean {
  if (verdict.outcome === 'inconclusive') throw new Error(verdict.sentence);
  return verdict.outcome === 'failed';
}
