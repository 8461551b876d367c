import { afterAll, describe, expect, inject, test } from 'vitest';
import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { frames, loadCheck } from '../../runtime/scenario/checker/browser/index.ts';
import { Checker } from '../../runtime/scenario/checker/index.ts';
import type { Scenario } from '../../runtime/scenario/index.ts';
import { liveProofsOf, proofsOf } from './proofs.ts';
import { PATIENCE_LIMIT_MS, withPatience } from './with-patience.ts';

const checks = import.meta.glob<{ default: Scenario }>('/lessons/*/*/check.ts');
const wholeSteps = inject('wholeSteps');
const course = inject('course').filter(({ step }) => wholeSteps?.includes(step.id) ?? true);

/**
 * The simulator does the same in every engine (test/determinism), and Node tries all schedules: so
 * this only shows that each step's check works in the page, past the first disturbances.
 */
const SCHEDULES = 12;
/** A check that is ended by it has no verdict. */
const LIMIT_MS = 300_000;

describe.runIf(wholeSteps === null)(
  'The course in the simulator, in the page',
  { timeout: 2 * LIMIT_MS },
  async () => {
    const checker = new Checker(frames());
    afterAll(() => checker.close());
    const { signal } = new AbortController();
    for (const proved of course) {
      const { services, folder } = proved.step;
      const check = await loadCheck(folder);
      const tried = { start: true, solution: true, wrong: [] };
      const proofs = proofsOf(proved, tried, async (files, which) => {
        const schedules = which === 'solution' ? { schedules: SCHEDULES } : {};
        const effort = { ...schedules, limitMs: LIMIT_MS };
        const job = { check, services, files, token: null, effort };
        return (await checker.check(job, { signal, onProgress: () => {} })).verdict;
      });
      for (const { name, prove } of proofs)
        test(name, async () => expect(await prove()).not.toBe(''));
    }
  },
);

/**
 * In short, solutions alone, since Node's processes show that starts fail; they mostly wait, and wait
 * together. With wrong answers they would make each other late.
 */
const live = wholeSteps === null ? describe.concurrent : describe;

live('The course in the browser sandbox', { timeout: PATIENCE_LIMIT_MS }, async () => {
  for (const proved of course) {
    const load = checks[`/lessons/${proved.step.folder}/check.ts`];
    if (load === undefined) throw new Error(`lessons/${proved.step.folder}/check.ts is missing.`);
    const { default: check } = await load();
    const isWhole = wholeSteps !== null;
    const tried = { start: isWhole, solution: true, wrong: isWhole ? proved.wrong : [] };
    for (const { name, prove } of liveProofsOf(proved, check, createBrowserSandbox, tried)) {
      test(`${name} live`, async ({ expect }) => expect(await withPatience(prove)).not.toBe(''));
    }
  }
});
