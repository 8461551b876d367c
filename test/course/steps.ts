import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allSteps, readCourse, readWrongAnswers } from '../../runtime/course/read.ts';
import type { Scenario } from '../../runtime/scenario/index.ts';
import type { ProvedStep } from './proofs.ts';

export const LESSONS = join(import.meta.dirname, '../../lessons');

/** A step with its check, as it is under Node. */
export interface CheckedStep extends ProvedStep {
  readonly check: Scenario;
  /** See `CheckJob.check`. */
  readonly checkUrl: string;
}

/** Every step of the course in order, with its wrong answers. */
export async function provedSteps(): Promise<ProvedStep[]> {
  const steps = allSteps(await readCourse(LESSONS));
  return Promise.all(
    steps.map(async (step) => ({ step, wrong: await readWrongAnswers(LESSONS, step) })),
  );
}

/** The same with their checks loaded. */
export async function checkedSteps(): Promise<CheckedStep[]> {
  const proved = await provedSteps();
  return Promise.all(
    proved.map(async (one) => {
      const checkUrl = pathToFileURL(join(LESSONS, one.step.folder, 'check.ts')).href;
      const { default: check } = (await import(checkUrl)) as { readonly default: Scenario };
      return { ...one, check, checkUrl };
    }),
  );
}
