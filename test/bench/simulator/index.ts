import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { buildProcessBundle } from '../../../runtime/sandbox/simulated/build.ts';
import { nodeRealm } from '../../../runtime/sandbox/simulated/node.ts';
import { serveBuiltPage } from '../../support/built-page.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import { figure, print } from '../figures.ts';
import { measureRegistrySchedules } from './registry.ts';
import { measureSchedules, type SimulatorFigures } from './scenario.ts';

const RUNS = 5;
const SCHEDULES = 200;

/** How many schedules of a small lock scenario one thread runs in a second. */
export async function benchSimulator(): Promise<void> {
  // First: what builds the page does not run in a realm that is frozen.
  const inPage = await inChromium();
  const realm = await nodeRealm();
  const node = await measureRuns((schedules) => measureSchedules(realm, schedules));
  print('The simulator: two clients, a registry and a store', [
    ...figuresOf('Node', node),
    ...figuresOf('Chromium', inPage),
  ]);
  const own = await measureRuns((schedules) => measureRegistrySchedules(realm, schedules));
  print('The simulator: two clients and etcd’s lock, by our own registry', figuresOf('Node', own));
}

async function inChromium(): Promise<readonly SimulatorFigures[]> {
  const processText = await buildProcessBundle();
  const script = fileURLToPath(new URL('./page.ts', import.meta.url));
  const page = await serveBuiltPage(script, "'self' 'unsafe-inline'");
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const tab = await browser.newPage();
    await tab.goto(page.url);
    await tab.evaluate((text) => window.makeRealm(text), processText);
    return await measureRuns((count) =>
      tab.evaluate((schedules) => window.measureSchedules(schedules), count),
    );
  } finally {
    await browser.close();
    await page.close();
  }
}

/** The first run is for the engine to warm up. */
async function measureRuns(
  measure: (schedules: number) => Promise<SimulatorFigures>,
): Promise<readonly SimulatorFigures[]> {
  await measure(SCHEDULES);
  const runs: SimulatorFigures[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await measure(SCHEDULES));
  return runs;
}

function figuresOf(engine: string, runs: readonly SimulatorFigures[]) {
  const of = (pick: (run: SimulatorFigures) => number) => runs.map(pick);
  return [
    figure(
      `${engine}, schedules`,
      of((run) => run.schedulesPerSecond),
      'a second',
    ),
    figure(
      `${engine}, events`,
      of((run) => run.eventsPerSecond),
      'a second',
    ),
    figure(
      `${engine}, events of a schedule`,
      of((run) => run.eventsPerSchedule),
      'events',
    ),
  ];
}
