/** The sentences for a request that got no answer: the same in every sandbox. */
import { NetworkError } from './errors.ts';

/** Nothing listens at the address. `to` is an instance's id, or the address itself. */
export function refused(to: string, port: number): NetworkError {
  const message = `${to} refused the connection: nothing listens on port ${port}.`;
  return new NetworkError('ECONNREFUSED', message);
}

/** The connection broke before the answer began: the instance died, or closed it. */
export function resetBeforeAnswer(to: string): NetworkError {
  return new NetworkError('ECONNRESET', `${to} broke the connection off before it answered.`);
}

/** The connection broke after the answer's headers, before its body was whole. */
export function resetDuringAnswer(to: string): NetworkError {
  return new NetworkError(
    'ECONNRESET',
    `${to} broke the connection off in the middle of its answer.`,
  );
}
