import type { Files } from '../../runtime/compile/types.ts';
import type { WrongAnswer } from '../../runtime/course/read.ts';
import type { Step } from '../../runtime/course/step.ts';
import type { Sandbox } from '../../runtime/sandbox/index.ts';
import { runCheck, type Scenario, type Verdict } from '../../runtime/scenario/index.ts';

/** A step with all that its check is proved with. */
export interface ProvedStep {
  readonly step: Step;
  readonly wrong: readonly WrongAnswer[];
}

/** One thing that a step promises, shown by running it. */
export interface Proof {
  /** `1.2 wrong answer too-impatient fails with its reason`. */
  readonly name: string;
  /** Resolves with the verdict's sentence; rejects with a ProofError. */
  readonly prove: () => Promise<string>;
}

/** A step does not keep its promise. The message says what came instead. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
}

/** Which files of a step are tried. */
export interface Tried {
  readonly start: boolean;
  readonly solution: boolean;
  readonly wrong: readonly WrongAnswer[];
}

/** Start fails, solution passes, and each wrong answer fails with its reason. */
export function proofsOf(
  { step }: ProvedStep,
  tried: Tried,
  verdictOn: (files: Files, which: keyof Tried) => Promise<Verdict>,
): Proof[] {
  const proofs: Proof[] = [];
  if (tried.start) {
    proofs.push({
      name: `${step.id} start fails`,
      prove: async () => hasFailed(await verdictOn(step.start, 'start')),
    });
  }
  if (tried.solution) {
    proofs.push({
      name: `${step.id} solution passes`,
      prove: async () => hasPassed(await verdictOn(step.solution, 'solution')),
    });
  }
  for (const { name, files, reason } of tried.wrong) {
    proofs.push({
      name: `${step.id} wrong answer ${name} fails with its reason`,
      prove: async () => hasFailed(await verdictOn(files, 'wrong'), reason),
    });
  }
  return proofs;
}

/** The same on real processes, but only with those wrong answers that take no rare schedule. */
export function liveProofsOf(
  proved: ProvedStep,
  check: Scenario,
  sandbox: () => Sandbox,
  tried: Tried,
  seed = 1,
): Proof[] {
  const { step } = proved;
  const wrong = tried.wrong.filter(({ rare }) => rare === null);
  return proofsOf(proved, { ...tried, wrong }, (files) => {
    const signal = AbortSignal.timeout(90_000);
    return runCheck(check, { sandbox, step, files, signal, seed, onProgress: () => {} });
  });
}

function hasPassed(verdict: Verdict): string {
  if (verdict.outcome === 'passed') return verdict.sentence;
  throw new ProofError(`It should pass, but ${inWords(verdict)}`);
}

function hasFailed(verdict: Verdict, reason = ''): string {
  if (verdict.outcome !== 'failed') throw new ProofError(`It should fail, but ${inWords(verdict)}`);
  if (verdict.sentence.includes(reason)) return verdict.sentence;
  throw new ProofError(`It should fail with "${reason}", but ${inWords(verdict)}`);
}

function inWords(verdict: Verdict): string {
  const { outcome, sentence } = verdict;
  if (outcome !== 'failed') return `${outcome}: ${sentence}`;
  const { schedule, evidence, hint } = verdict;
  const where = schedule === null ? '' : ` (schedule ${schedule})`;
  return [`failed${where}: ${sentence}`, evidence, hint].filter((text) => text !== '').join('\n');
}
