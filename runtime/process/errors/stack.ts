import { host } from '../current.ts';

/** Errors whose stack is in Node's form already. */
const revealed = new WeakSet<Error>();

/**
 * An error's stack in Node's form, pointing at the learner's files: the message first, which only
 * V8 puts there, then the frames.
 */
export function stackOf(error: Error): string {
  if (revealed.has(error)) return error.stack ?? '';
  const raw = typeof error.stack === 'string' ? error.stack : '';
  const headline = String(error);
  const firstFrame = raw.search(/^ {4}at /m);
  const inV8Form = firstFrame >= 0 || raw.startsWith(error.name);
  const stack = inV8Form || raw === '' ? raw || headline : `${headline}\n${raw}`;
  return host.mapStack(stack).trimEnd();
}

/** Levels of causes that `reveal` follows. */
const CAUSE_DEPTH = 8;

/**
 * Gives an error, its causes and its parts stacks with the learner's own lines, so that whatever
 * prints it prints those. Values that are no errors are left alone.
 */
export function reveal(value: unknown, depth = CAUSE_DEPTH): void {
  if (!(value instanceof Error) || revealed.has(value) || depth === 0) return;
  const stack = stackOf(value);
  revealed.add(value);
  try {
    Object.defineProperty(value, 'stack', {
      value: stack,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  } catch {
    // Frozen: it prints as the engine wrote it.
  }
  reveal(value.cause, depth - 1);
  if (value instanceof AggregateError) for (const part of value.errors) reveal(part, depth - 1);
}
