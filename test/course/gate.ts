import { expect, test } from 'vitest';
import type { Files } from '../../runtime/compile/types.ts';
import type { WrongAnswer } from '../../runtime/course/read.ts';
import type { Step } from '../../runtime/course/step.ts';
import type { Sandbox } from '../../runtime/sandbox/index.ts';
import { runCheck, type Scenario, type Verdict } from '../../runtime/scenario/index.ts';

/** A step with all that its check is proved with. */
export interface StepProof {
  readonly step: Step;
  readonly wrong: readonly WrongAnswer[];
}

/** What every step promises in the simulator: start fails, solution passes, wrong fails as it should. */
export function proveStep(
  { step, wrong }: StepProof,
  verdictOn: (files: Files) => Promise<Verdict>,
): void {
  test(`${step.id} start fails`, async () => {
    expect(await verdictOn(step.start)).toMatchObject({ outcome: 'failed' });
  });

  test(`${step.id} solution passes`, async () => {
    expect(await verdictOn(step.solution)).toMatchObject({ outcome: 'passed' });
  });

  test.each(wrong.map((answer) => [answer.name, answer] as const))(
    `${step.id} wrong answer %s fails with its reason`,
    async (_, { files, reason }) => {
      const verdict = await verdictOn(files);
      expect(verdict.outcome).toBe('failed');
      expect(verdict.sentence).toContain(reason);
    },
  );
}

/**
 * And on real processes: start fails, solution passes, with `seeds` seeds. Wrong answers are not
 * tried there, for what it takes to fail them may be a rare schedule.
 */
export function proveLive(
  { step }: StepProof,
  check: Scenario,
  sandbox: () => Sandbox,
  seeds = 1,
): void {
  const verdictOn = (files: Files, seed = 1): Promise<Verdict> => {
    const signal = AbortSignal.timeout(60_000);
    return runCheck(check, { sandbox, step, files, signal, seed, onProgress: () => {} });
  };

  test(`${step.id} start fails live`, async () => {
    expect(await verdictOn(step.start)).toMatchObject({ outcome: 'failed' });
  });

  test.each(Array.from({ length: seeds }, (_, index) => index + 1))(
    `${step.id} solution passes live with seed %i`,
    async (seed) => {
      expect(await verdictOn(step.solution, seed)).toMatchObject({ outcome: 'passed' });
    },
  );
}
