import { describe, expect, test } from 'vitest';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { agrees, checkList, compare } from './runner/compare.ts';
import { type ComparedKind, KINDS } from './runner/kinds.ts';
import type { Observation } from './runner/plan.ts';
import { report } from './runner/report.ts';
import { readPlan } from './runner/workspace.ts';

/** Long enough for a machine that is busy with the other tests. */
const LIMIT_MS = 300_000;

const plan = await readPlan();
const kinds = (Object.keys(KINDS) as ComparedKind[]).filter((kind) => kind !== 'node');

// The behaviours that are right are those of Node 20, for which services are written.
describe.runIf(process.version.startsWith('v20.'))('services behave as under Node', () => {
  let reference: Promise<readonly Observation[]> | null = null;

  test('the list of known differences names behaviours that there are, each once', () => {
    checkList(plan, KNOWN_DIFFERENCES);
  });

  test.each(kinds)(
    'in the %s sandbox, but for what is listed',
    { timeout: LIMIT_MS },
    async (kind) => {
      reference ??= KINDS.node(plan);
      const observed = await KINDS[kind](plan);
      const comparisons = compare(plan, kind, await reference, observed, KNOWN_DIFFERENCES);
      expect(agrees(comparisons), report(kind, comparisons)).toBe(true);
    },
  );
});
