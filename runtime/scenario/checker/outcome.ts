import type { StepService } from '../../course/step.ts';
import type { Whereabouts } from '../../sandbox/simulated/index.ts';
import type { Inconclusive } from '../verdict.ts';
import { CheckerError } from './error.ts';
import type { FromChecker } from './protocol.ts';
import type { Death } from './vessel.ts';

/** How far a search has come. */
export interface Progress {
  readonly tried: number;
  readonly of: number;
}

/** What came of asking a worker for a verdict. */
export type Outcome =
  | { readonly kind: 'answered'; readonly message: Answer }
  | { readonly kind: 'died'; readonly death: Death }
  | { readonly kind: 'silent'; readonly ms: number }
  | { readonly kind: 'stopped' };

export type Answer = Extract<FromChecker, { readonly id: number }> & {
  readonly type: 'verdict' | 'broken';
};

export type Unanswered = Outcome & { readonly kind: 'died' | 'silent' };

/** What is said where the worker never came so far as to check anything. */
export function notLoaded(outcome: Unanswered): CheckerError {
  const why =
    outcome.kind === 'died'
      ? outcome.death.message
      : `it had not loaded after ${outcome.ms / 1000} s.`;
  return new CheckerError(`The simulator could not be started: ${why}`, 'Try it again.');
}

/**
 * What is said of services whose check ended the worker that it ran in; of all of them where it is
 * not known whose code was running.
 */
export function noVerdict(
  outcome: Unanswered,
  services: readonly StepService[],
  { tried, of }: Progress,
  at: Whereabouts | null,
): Inconclusive {
  const who = at?.service ?? services.map(({ name }) => name).join(' or ');
  const place = at?.place ? `, at last in ${at.place.path}, line ${at.place.line}` : '';
  const where = of === 0 ? 'in the first schedule' : `in schedule ${tried + 1} of ${of}`;
  if (outcome.kind === 'silent') {
    return {
      outcome: 'inconclusive',
      sentence: `The check was ended ${where}: for ${outcome.ms / 1000} s ${who} did not come back from what it was doing${place}.`,
      hint: 'Loops and calls are counted, so it is one step that takes so long, or memory that was full: look for a regular expression that tries too many ways, a sort or search over far too much, or a list that only ever grows.',
    };
  }
  if (outcome.death.outOfMemory) {
    return {
      outcome: 'inconclusive',
      sentence: `The check was ended ${where}: ${who} took all the memory that a check may have${place}.`,
      hint: 'Look for a list, a map or a text that only ever grows.',
    };
  }
  return {
    outcome: 'inconclusive',
    sentence: `The check was ended ${where}: ${outcome.death.message}`,
    hint: 'Check again. If it ends in the same place, look at what your code does there.',
  };
}
