import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { allSteps, readCourse, readWrongAnswers } from '../../runtime/course/read.ts';
import type { StepProof } from './gate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    course: readonly StepProof[];
  }
}

/** Hands the course to tests that run in a browser, where there is no file system to read it from. */
export default async function provideCourse(project: TestProject): Promise<void> {
  const lessons = join(import.meta.dirname, '../../lessons');
  const proofs = allSteps(await readCourse(lessons)).map(async (step) => ({
    step,
    wrong: await readWrongAnswers(lessons, step),
  }));
  project.provide('course', await Promise.all(proofs));
}
