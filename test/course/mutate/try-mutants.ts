import { strip } from '../../../runtime/compile/strip/strip.ts';
import { CheckerError } from '../../../runtime/scenario/checker/index.ts';
import type { Checkers } from '../checkers.ts';
import { inParallel } from '../in-parallel.ts';
import type { CheckedStep } from '../steps.ts';
import { mutantsOf } from './changes.ts';
import { writtenLines } from './given.ts';
import type { Mutant } from './mutant.ts';

/** What became of a mutant. */
export type Fate =
  | { readonly kind: 'does-not-compile' }
  /** `sentence` is the verdict's. */
  | { readonly kind: 'caught'; readonly sentence: string }
  /** The check came to no end with it: it was too slow, or took all the memory. */
  | { readonly kind: 'ended'; readonly sentence: string }
  | { readonly kind: 'let-through' }
  /** The check itself failed, and said nothing of the mutant: a bug in the check. */
  | { readonly kind: 'broke-the-check'; readonly message: string };

export interface Tried {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/** How much longer than its solution a mutant may take. */
const TIMES_SOLUTION = 5;
const LEAST_LIMIT_MS = 10_000;
const SOLUTION_LIMIT_MS = 300_000;

/** Tries every mutant of the lines that the learner writes, with the step's own schedules. */
export async function tryMutants(proved: CheckedStep, checkers: Checkers): Promise<Tried[]> {
  const { step } = proved;
  const startedMs = performance.now();
  const right = await checkers.check(proved, step.solution, { limitMs: SOLUTION_LIMIT_MS });
  if (right.outcome !== 'passed') {
    throw new Error(
      `${step.id}: the solution should pass, but ${right.outcome}: ${right.sentence}`,
    );
  }
  const solutionMs = performance.now() - startedMs;
  const limitMs = Math.round(Math.max(LEAST_LIMIT_MS, TIMES_SOLUTION * solutionMs));

  const mutants = Object.entries(step.solution).flatMap(([file, text]) =>
    mutantsWritten(file, step.start[file] ?? '', text),
  );
  const tried: Tried[] = [];
  await inParallel([...mutants.entries()], checkers.count, async ([index, mutant]) => {
    tried[index] = { mutant, fate: await fateOf(mutant, proved, checkers, limitMs) };
  });
  return tried;
}

/** What is given is no part of the answer, so what a check says of it is no matter. */
function mutantsWritten(file: string, start: string, solution: string): readonly Mutant[] {
  if (start === solution) return [];
  const written = writtenLines(start, solution);
  return mutantsOf(file, solution).filter(({ line, lastLine }) => {
    for (let at = line; at <= lastLine; at++) if (written.has(at)) return true;
    return false;
  });
}

async function fateOf(
  { file, text }: Mutant,
  proved: CheckedStep,
  checkers: Checkers,
  limitMs: number,
): Promise<Fate> {
  if (!strip(file, text).ok) return { kind: 'does-not-compile' };
  const files = { ...proved.step.solution, [file]: text };
  try {
    const { outcome, sentence } = await checkers.check(proved, files, { simplify: false, limitMs });
    if (outcome === 'passed') return { kind: 'let-through' };
    return { kind: outcome === 'failed' ? 'caught' : 'ended', sentence };
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    return { kind: 'broke-the-check', message: error.message };
  }
}
