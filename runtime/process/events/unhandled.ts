import { stackOf } from '../errors/stack.ts';
import type { Emitter } from './event-emitter.ts';

/** Errors that were thrown because no listener was there for them: by whom, and from where. */
const emitted = new WeakMap<Error, { readonly emitter: string; readonly at: Error }>();

export function rememberEmitted(error: Error, emitter: Emitter): void {
  emitted.set(error, { emitter: emitter.constructor.name, at: new Error() });
}

/** What Node adds to the stack of such an error when it ends the process; null for another. */
export function emittedAt(error: Error): string | null {
  const found = emitted.get(error);
  if (found === undefined) return null;
  const own = framesOf(found.at);
  const of = found.emitter === 'EventEmitter' ? '' : ` on ${found.emitter} instance`;
  const shared = own.filter((frame) => framesOf(error).includes(frame));
  const [first, last] = [shared[0], shared.at(-1)];
  const frames =
    shared.length > 2 ? [...own.slice(0, own.indexOf(first as string) + 1), SHORTENED, last] : own;
  return `\nEmitted 'error' event${of} at:\n${frames.join('\n')}`;
}

const SHORTENED = '    [... lines matching original stack trace ...]';

function framesOf(error: Error): string[] {
  return stackOf(error)
    .split('\n')
    .filter((line) => line.startsWith('    at '));
}
