/** Proves steps: in the simulator, live in Node and in Chromium, and their Go listings. */
import type { CheckedStep } from '../steps.ts';
import { proveInChromium } from './chromium.ts';
import { proveGo } from './go.ts';
import { proveLive } from './live.ts';
import { inLines, type Result } from './result.ts';
import { proveInSimulator } from './simulator.ts';

export interface ProveOptions {
  /** Leaves Chromium out. */
  readonly onlyNode: boolean;
  readonly print: (text: string) => void;
}

/** Says a line for each proof, and in the end how many there were; resolves with whether all held. */
export async function proveSteps(
  steps: readonly CheckedStep[],
  { onlyNode, print }: ProveOptions,
): Promise<boolean> {
  const results: Result[] = [];
  const tell = (result: Result) => {
    results.push(result);
    print(inLines(result));
  };
  const startedMs = performance.now();
  await proveGo(steps, tell);
  await proveInSimulator(steps, tell);
  await proveLive(steps, tell);
  if (!onlyNode) await proveInChromium(steps, tell);

  const count = (outcome: Result['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  const steps_ = steps.length === 1 ? '1 step' : `${steps.length} steps`;
  print(
    `${steps_}: ${count('shown')} shown, ${count('broken')} broken, ${count('not-run')} not run, in ${seconds} s.`,
  );
  if (count('broken') > 0) {
    print(
      ['Broken:', ...results.filter(({ outcome }) => outcome === 'broken').map(inLines)].join('\n'),
    );
  }
  return count('broken') === 0;
}
