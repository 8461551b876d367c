import { createNodeSandbox } from '../../../runtime/sandbox/node/index.ts';
import { inParallel } from '../in-parallel.ts';
import { liveProofsOf } from '../proofs.ts';
import type { CheckedStep } from '../steps.ts';
import { prove, type Result } from './result.ts';

/** They mostly wait; more of them would make each other late. */
const AT_ONCE = 2;

/** Start, solution and what wrong answers a live run shows, in processes of Node. */
export async function proveLive(
  steps: readonly CheckedStep[],
  tell: (result: Result) => void,
): Promise<void> {
  const proofs = steps.flatMap((proved) => {
    const tried = { start: true, solution: true, wrong: proved.wrong };
    return liveProofsOf(proved, proved.check, createNodeSandbox, tried);
  });
  await inParallel(proofs, AT_ONCE, async (proof) => tell(await prove(proof, 'live in Node')));
}
