import { join } from 'node:path';
import { describe } from 'vitest';
import { allSteps, readCourse, readWrongAnswers } from '../../runtime/course/read.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import type { Scenario } from '../../runtime/scenario/index.ts';
import { checkInSimulator } from '../../runtime/scenario/simulate.ts';
import { proveLive, proveStep, type StepProof } from './gate.ts';

const lessons = join(import.meta.dirname, '../../lessons');
/** `npm run test:all` looks at more of what a check can choose. */
const IS_LONG = process.env.BROWNOUT_LONG === '1';
const SEEDS = IS_LONG ? 50 : 1;
const TIMES_SCHEDULES = IS_LONG ? 10 : 1;

const steps = allSteps(await readCourse(lessons));
const proofs = steps.map(async (step): Promise<StepProof & { readonly check: Scenario }> => {
  const { default: check } = (await import(`${lessons}/${step.folder}/check.ts`)) as {
    default: Scenario;
  };
  return { step, check, wrong: await readWrongAnswers(lessons, step) };
});

describe('The course in the simulator, in Node', { timeout: 90_000 }, async () => {
  const realm = await nodeRealm();
  const { signal } = new AbortController();
  for (const proof of await Promise.all(proofs)) {
    const { step, check } = proof;
    const schedules = check.schedules * TIMES_SCHEDULES;
    proveStep(proof, (files) =>
      checkInSimulator(check, { realm, step, files, signal, schedules, onProgress: () => {} }),
    );
  }
});

describe('The course in Node processes', { timeout: 90_000 }, async () => {
  for (const proof of await Promise.all(proofs)) {
    proveLive(proof, proof.check, () => createNodeSandbox(), SEEDS);
  }
});
