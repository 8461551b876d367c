import { registryFiles } from '../../../runtime/sandbox/registry/build.ts';
import { keptProcessBundle } from '../../../runtime/sandbox/simulated/build.ts';
import { figure, print } from '../figures.ts';
import type { SimulatorFigures } from './scenario.ts';
import type { Asked } from './serve.ts';
import { chromiumWorker, nodeThread, type Subject } from './subjects.ts';

const RUNS = 5;
const SCHEDULES = { lock: 200, registry: 100 };
/** So many runs come first: engines go on compiling for a thousand schedules. */
const WARM_UP_RUNS = 6;

/** How many schedules one thread runs in a second, where learners' checks run. */
export async function benchSimulator(): Promise<void> {
  const begin = { processText: await keptProcessBundle(), registry: await registryFiles() };
  const subjects = [await nodeThread(begin), await chromiumWorker(begin)];
  try {
    const lock = [];
    for (const subject of subjects) lock.push(...(await measureRuns(subject, 'lock')));
    print('The simulator: two clients, a registry and a store', lock);
    const own = [];
    for (const subject of subjects) own.push(...(await measureRuns(subject, 'registry')));
    print('The simulator: two clients and etcd’s lock, by our own registry', own);
  } finally {
    for (const subject of subjects) await subject.close();
  }
}

/** The very first run is told as well: a learner's first check of all is no quicker. */
async function measureRuns({ name, ask }: Subject, scenario: Asked['scenario']) {
  const all: SimulatorFigures[] = [];
  for (let run = 0; run < WARM_UP_RUNS + RUNS; run++) {
    const answer = await ask({ scenario, schedules: SCHEDULES[scenario] });
    if ('failed' in answer) throw new Error(`${name}: ${answer.failed}`);
    all.push(answer);
  }
  const [first, runs] = [all.slice(0, 1), all.slice(WARM_UP_RUNS)];
  const of = (pick: (run: SimulatorFigures) => number) => runs.map(pick);
  return [
    figure(
      `${name}, the first ${SCHEDULES[scenario]} schedules`,
      first.map((run) => run.schedulesPerSecond),
      'a second',
    ),
    figure(
      `${name}, schedules`,
      of((run) => run.schedulesPerSecond),
      'a second',
    ),
    figure(
      `${name}, events`,
      of((run) => run.eventsPerSecond),
      'a second',
    ),
    figure(
      `${name}, events of a schedule`,
      of((run) => run.eventsPerSchedule),
      'events',
    ),
  ];
}
