import type { LedgerEvent } from '../network/index.ts';

/** What a check says of the learner's code. */
export type Verdict = Passed | Failed | Inconclusive;

export interface Passed {
  readonly outcome: 'passed';
  /** What was shown, with its figures: "24 names greeted, 6 other paths and 5 other methods refused." */
  readonly sentence: string;
  /** In how many schedules it was shown; null for a live run. */
  readonly schedules: number | null;
}

export interface Failed {
  readonly outcome: 'failed';
  /** What was expected and what happened instead, in one sentence. */
  readonly sentence: string;
  /** What to look at: the service's own output, a stack, a source line. May be empty. */
  readonly evidence: string;
  /** What to do next. May be empty. */
  readonly hint: string;
  /** `seq` of the event in the run that shows it, when there is one. */
  readonly event: number | null;
  /** Everything that happened in the run. */
  readonly run: readonly LedgerEvent[];
  /** The token of the schedule that shows it; null for a live run. */
  readonly schedule: string | null;
}

/** The check could not decide: the sentence says why. */
export interface Inconclusive {
  readonly outcome: 'inconclusive';
  readonly sentence: string;
  readonly hint: string;
}
