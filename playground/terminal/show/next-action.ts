import type { Step } from '../../../runtime/course/step.ts';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import type { Typed } from '../typed.ts';

/** What the sentence depends on, besides the verdict. */
export interface Situation {
  /** The first file to edit, as the learner would write its path. */
  readonly file: string;
  /** The step after this one, or undefined at the end of the course. */
  readonly next: Step | undefined;
  /** Whether single keys are read. */
  readonly hasKeys: boolean;
  /** Whether saving a file checks it. */
  readonly isWatching: boolean;
  readonly typed: Typed;
}

/** The one thing to do next. */
export function nextAction(verdict: Verdict, situation: Situation): string {
  const { file, next, hasKeys, isWatching, typed } = situation;
  if (verdict.outcome === 'inconclusive') return verdict.hint;
  if (verdict.outcome === 'failed') {
    if (verdict.hint !== '') return verdict.hint;
    const hint = hasKeys ? 'h' : `\`${typed('hint')}\``;
    const then = isWatching ? 'save' : 'check again';
    return `Change ${file} and ${then}; ${hint} opens a hint.`;
  }
  if (next === undefined) return 'Try your service with curl. This is the last step there is.';
  const how = hasKeys ? 'n opens' : `\`${typed('next')}\` opens`;
  return `${how} ${next.id} ${next.title}.`;
}
