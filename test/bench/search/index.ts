import { nodeRealm } from '../../../runtime/sandbox/simulated/node.ts';
import { figure, print } from '../figures.ts';
import { byChance, byPlanner, runner } from './contest.ts';
import { measureChecking, recordHistory } from './histories.ts';
import { PLANTED } from './planted.ts';

const SEARCHES = 11;
const CHECKS = 7;

/** How many schedules it takes to find a bug, and how fast histories are judged. */
export async function benchSearch(): Promise<void> {
  const realm = await nodeRealm();
  const found = [];
  for (const planted of PLANTED) {
    const run = runner(realm, planted);
    const [ours, chance]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < SEARCHES; nth++) {
      ours.push(await byPlanner(run, planted, nth));
      chance.push(await byChance(run, planted, nth));
    }
    found.push(figure(`${planted.name}: our search`, ours, 'schedules'));
    found.push(figure(`${planted.name}: by chance`, chance, 'schedules'));
  }
  print('Schedules until a planted bug is found', found, [
    'By chance: random seeds, and the same kinds of disturbances at any moment of a run.',
  ]);

  const judged = [];
  for (const keys of [1, 10]) {
    for (const operations of [1000, 3000, 10_000]) {
      const history = await recordHistory(realm, operations, keys);
      const rates = Array.from({ length: CHECKS }, () => measureChecking(history));
      const of = `${operations} operations of 8 clients on ${keys} ${keys === 1 ? 'key' : 'keys'}`;
      judged.push(figure(of, rates, 'a second'));
    }
  }
  print('Linearizability of recorded histories, operations', judged);
}
