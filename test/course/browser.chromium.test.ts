import { describe, inject } from 'vitest';
import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import type { Scenario } from '../../runtime/scenario/index.ts';
import { proveStep } from './gate.ts';

const checks = import.meta.glob<{ default: Scenario }>('/lessons/*/*/check.ts');

describe('The course in the browser sandbox', { timeout: 90_000 }, async () => {
  for (const proof of inject('course')) {
    const load = checks[`/lessons/${proof.step.folder}/check.ts`];
    if (load === undefined) throw new Error(`lessons/${proof.step.folder}/check.ts is missing.`);
    proveStep(proof, (await load()).default, () => createBrowserSandbox());
  }
});
