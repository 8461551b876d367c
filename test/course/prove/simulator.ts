import { Checkers } from '../checkers.ts';
import { inParallel } from '../in-parallel.ts';
import { proofsOf } from '../proofs.ts';
import type { CheckedStep } from '../steps.ts';
import { prove, type Result } from './result.ts';

/** In how many schedules a solution has to pass, however few a learner's check tries. */
const SCHEDULES = 1000;
/** Long: a machine that is busy with ten other things took more than ten minutes for a step's solution. */
const LIMIT_MS = 3_600_000;

/** Start, solution and each wrong answer in the simulator. */
export async function proveInSimulator(
  steps: readonly CheckedStep[],
  tell: (result: Result) => void,
): Promise<void> {
  const checkers = new Checkers();
  const proofs = steps.flatMap((proved) =>
    proofsOf(proved, { start: true, solution: true, wrong: proved.wrong }, (files, which) => {
      const schedules = which === 'solution' ? { schedules: SCHEDULES } : {};
      return checkers.check(proved, files, { ...schedules, limitMs: LIMIT_MS });
    }),
  );
  try {
    await inParallel(proofs, checkers.count, async (proof) =>
      tell(await prove(proof, 'in the simulator')),
    );
  } finally {
    await checkers.close();
  }
}
