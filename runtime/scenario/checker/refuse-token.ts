import { readToken, TokenError } from '../../sandbox/simulated/schedule/token.ts';
import { CheckerError } from './error.ts';

/** Throws a CheckerError where the token names no schedule: nothing has to be started to know that. */
export function refuseBadToken(token: string): void {
  try {
    readToken(token);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw new CheckerError(error.message, 'A failed check says its schedule: copy that.');
  }
}
