import { join } from 'node:path';
import { describe } from 'vitest';
import { allSteps, readCourse, readWrongAnswers } from '../../runtime/course/read.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import type { Scenario } from '../../runtime/scenario/index.ts';
import { proveStep } from './gate.ts';

const lessons = join(import.meta.dirname, '../../lessons');
/** `npm run test:all` looks at more of what a check can choose. */
const SEEDS = process.env.BROWNOUT_LONG === '1' ? 50 : 3;
const steps = allSteps(await readCourse(lessons));

describe('The course in Node processes', { timeout: 90_000 }, async () => {
  for (const step of steps) {
    const { default: check } = (await import(`${lessons}/${step.folder}/check.ts`)) as {
      default: Scenario;
    };
    const wrong = await readWrongAnswers(lessons, step);
    proveStep({ step, wrong }, check, () => createNodeSandbox(), SEEDS);
  }
});
