import { expect, test } from 'vitest';
import {
  createSimulatedSandbox,
  plainSchedule,
  QUIET_SCHEDULE,
  type Schedule,
} from '../../runtime/sandbox/simulated/index.ts';
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import { observe } from './runner/observe.ts';
import type { Observation } from './runner/plan.ts';
import { readPlan } from './runner/workspace.ts';

/** Programs whose behaviours are the same however late messages and timers are. */
const PROGRAMS = ['async-context', 'http-more'];
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

async function observed(schedule: Schedule): Promise<readonly Observation[]> {
  const { files, programs } = await readPlan();
  const asked = programs.filter(({ service }) => PROGRAMS.includes(service));
  const sandbox = createSimulatedSandbox({ schedule, realm: await nodeRealm() });
  const observations = await observe(sandbox, { files, programs: asked });
  return observations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

test('requests and their contexts are in every schedule what they are in the quiet one', async () => {
  const quiet = await observed(QUIET_SCHEDULE);
  for (const seed of SEEDS) expect(await observed(plainSchedule(seed)), `${seed}`).toEqual(quiet);
});
