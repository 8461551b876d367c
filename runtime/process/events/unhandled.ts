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
  const { at } = found;
  const own = framesOf(at).length > 0 ? framesOf(at) : [NODE_EMITTED];
  const of = found.emitter === 'EventEmitter' ? '' : ` on ${found.emitter} instance`;
  const shared = own.filter((frame) => framesOf(error).includes(frame));
  const [first, last] = [shared[0], shared.at(-1)];
  const frames =
    shared.length > 2 ? [...own.slice(0, own.indexOf(first as string) + 1), SHORTENED, last] : own;
  return `\nEmitted 'error' event${of} at:\n${frames.join('\n')}`;
}

/** Where Node emits what happened by itself. */
const NODE_EMITTED = '    at emitErrorNT (node:internal/streams/destroy:170:8)';
const SHORTENED = '    [... lines matching original stack trace ...]';

function framesOf(error: Error): string[] {
  return stackOf(error)
    .split('\n')
    .filter((line) => line.startsWith('    at '));
}
