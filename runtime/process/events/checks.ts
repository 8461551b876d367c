import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';

export function checkListener(listener: unknown): void {
  if (typeof listener === 'function') return;
  throw invalidArgument('listener', 'of type function', listener);
}

/** A number of listeners, perhaps Infinity. */
export function checkCount(name: string, count: unknown): void {
  if (typeof count !== 'number') throw invalidArgument(name, 'of type number', count);
  if (!(count >= 0)) throw outOfRange(name, '>= 0', count);
}

export function checkSignal(signal: unknown): void {
  if (signal === undefined) return;
  if (typeof signal === 'object' && signal !== null && 'aborted' in signal) return;
  throw invalidArgument('options.signal', 'an instance of AbortSignal', signal);
}
