import type { Schedule } from '../../sandbox/simulated/index.ts';

/** A schedule in which the check failed, and the size of what there is to see of it. */
export interface Found<Run> {
  readonly schedule: Schedule;
  readonly run: Run;
}

/**
 * Makes a failing schedule simpler while it still fails: fewer disturbances, shorter pauses, a crash
 * where it need be no loss of power, nothing left to chance. `fails` runs a schedule, and gives the run when the check fails in it.
 */
export async function shrink<Run>(
  found: Found<Run>,
  fails: (schedule: Schedule) => Promise<Run | null>,
  mostRuns: number,
): Promise<Found<Run>> {
  let best = found;
  let left = mostRuns;
  for (;;) {
    let simpler: Found<Run> | null = null;
    for (const schedule of simplerThan(best.schedule)) {
      if (left-- <= 0) return best;
      const run = await fails(schedule);
      if (run === null) continue;
      simpler = { schedule, run };
      break;
    }
    if (simpler === null) return best;
    best = simpler;
  }
}

/** Simpler schedules, the simplest first. */
function* simplerThan(schedule: Schedule): Generator<Schedule> {
  const { disturbances, quiet } = schedule;
  if (!quiet) yield { ...schedule, quiet: true };
  for (const left of disturbances) {
    if (disturbances.length > 1) {
      yield { ...schedule, disturbances: disturbances.filter((one) => one !== left) };
    }
  }
  if (disturbances.length === 1) yield { ...schedule, disturbances: [] };
  for (const [index, { kind, moment }] of disturbances.entries()) {
    if (kind !== 'power-loss') continue;
    yield { ...schedule, disturbances: disturbances.with(index, { kind: 'crash', moment }) };
  }
  for (const [index, one] of disturbances.entries()) {
    if (one.kind !== 'pause' || one.ms < 2) continue;
    const shorter = { ...one, ms: Math.floor(one.ms / 2) };
    yield { ...schedule, disturbances: disturbances.with(index, shorter) };
  }
}
