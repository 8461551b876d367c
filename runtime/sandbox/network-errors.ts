/** The sentences for a request that got no answer: the same in every sandbox. */
import { whyUnconnected } from '../network/index.ts';
import { NetworkError } from './errors.ts';

/** No connection could be made, for the reason that `code` names. */
export function unconnected(to: string, port: number, code: string): NetworkError {
  if (code === 'ECONNREFUSED') return refused(to, port);
  return new NetworkError(code, whyUnconnected(to, code));
}

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
