/** Changes solutions in one place at a time, to see what their checks let through. */
import { join } from 'node:path';
import { Checkers } from '../checkers.ts';
import { type CheckedStep, LESSONS } from '../steps.ts';
import { readListed } from './listed.ts';
import { report } from './report.ts';
import { tryMutants } from './try-mutants.ts';

/** Says what each step's check made of the mutants; resolves with whether every check is good enough. */
export async function mutateSteps(
  steps: readonly CheckedStep[],
  print: (text: string) => void,
): Promise<boolean> {
  const checkers = new Checkers();
  let isGood = true;
  try {
    for (const proved of steps) {
      const { id, folder } = proved.step;
      const listed = await readListed(join(LESSONS, folder, 'mutants.yaml'));
      const startedMs = performance.now();
      const result = report(id, await tryMutants(proved, checkers), listed);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
      print([...result.lines, `  (${seconds} s)`].join('\n'));
      isGood &&= result.isGood;
    }
  } finally {
    await checkers.close();
  }
  return isGood;
}
