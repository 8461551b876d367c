import { afterAll, describe, expect, test } from 'vitest';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { unreadable } from '../../runtime/scenario/diagram/testing.ts';
import { IS_LONG } from '../support/long.ts';
import { Checkers } from './checkers.ts';
import { liveProofsOf, proofsOf } from './proofs.ts';
import { checkedSteps } from './steps.ts';
import { PATIENCE_LIMIT_MS, withPatience } from './with-patience.ts';

/** `npm run test:all` looks at more of what a check can choose. */
const SEEDS = IS_LONG ? 50 : 1;
const TIMES_SCHEDULES = IS_LONG ? 10 : 1;
/** A check that is ended by it has no verdict. */
const LIMIT_MS = 300_000 * TIMES_SCHEDULES;

const steps = await checkedSteps();

describe('The course in the simulator, in Node', { timeout: 2 * LIMIT_MS }, () => {
  const checkers = new Checkers();
  afterAll(() => checkers.close());
  for (const proved of steps) {
    const { check, wrong } = proved;
    const whole = { schedules: check.schedules * TIMES_SCHEDULES };
    const tried = { start: true, solution: true, wrong };
    const proofs = proofsOf(proved, tried, async (files, which) => {
      const verdict = await checkers.check(proved, files, {
        ...(which === 'solution' ? whole : {}),
        limitMs: LIMIT_MS,
      });
      if (verdict.outcome === 'failed') expect(unreadable(verdict.run, verdict.event)).toEqual([]);
      return verdict;
    });
    for (const { name, prove } of proofs)
      test(name, async () => expect(await prove()).not.toBe(''));
  }
});

/** Wrong answers are tried live by `npm run course`. They mostly wait, so they wait together. */
describe.concurrent('The course in Node processes', { timeout: PATIENCE_LIMIT_MS }, () => {
  for (const proved of steps) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const tried = { start: seed === 1, solution: true, wrong: [] };
      const proofs = liveProofsOf(proved, proved.check, createNodeSandbox, tried, seed);
      for (const { name, prove } of proofs) {
        test(`${name} live, seed ${seed}`, async ({ expect }) =>
          expect(await withPatience(prove)).not.toBe(''));
      }
    }
  }
});
