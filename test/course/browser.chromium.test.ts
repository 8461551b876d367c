import { afterAll, describe, inject } from 'vitest';
import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { frames, loadCheck } from '../../runtime/scenario/checker/browser/index.ts';
import { Checker } from '../../runtime/scenario/checker/index.ts';
import type { Scenario } from '../../runtime/scenario/index.ts';
import { proveLive, proveStep } from './gate.ts';

const checks = import.meta.glob<{ default: Scenario }>('/lessons/*/*/check.ts');

describe('The course in the simulator, in the page', { timeout: 90_000 }, async () => {
  const checker = new Checker(frames());
  afterAll(() => checker.close());
  const { signal } = new AbortController();
  for (const proof of inject('course')) {
    const { services, folder } = proof.step;
    const check = await loadCheck(folder);
    proveStep(proof, async (files) => {
      const job = { check, services, files, token: null };
      return (await checker.check(job, { signal, onProgress: () => {} })).verdict;
    });
  }
});

describe('The course in the browser sandbox', { timeout: 90_000 }, async () => {
  for (const proof of inject('course')) {
    const load = checks[`/lessons/${proof.step.folder}/check.ts`];
    if (load === undefined) throw new Error(`lessons/${proof.step.folder}/check.ts is missing.`);
    proveLive(proof, (await load()).default, () => createBrowserSandbox());
  }
});
