import type { TestProject } from 'vitest/node';
import type { ProvedStep } from './proofs.ts';
import { provedSteps } from './steps.ts';

/** Asks the course's tests in Chromium for wrong answers as well, and names the steps, by their ids. */
export const WHOLE_STEPS_VARIABLE = 'BROWNOUT_WHOLE_STEPS';

declare module 'vitest' {
  export interface ProvidedContext {
    course: readonly ProvedStep[];
    /** Steps of which everything is to be tried; null for all steps in short. */
    wholeSteps: readonly string[] | null;
  }
}

/** Hands the course to tests that run in a browser, where there is no file system to read it from. */
export default async function provideCourse(project: TestProject): Promise<void> {
  project.provide('course', await provedSteps());
  project.provide('wholeSteps', process.env[WHOLE_STEPS_VARIABLE]?.split(' ') ?? null);
}
