import { host } from '../current.ts';

/** Where Node's fetch rejects. */
export const FETCH_FRAME = 'node:internal/deps/undici/undici:14976:13';

/** Errors whose stack is in Node's form already. */
const revealed = new WeakSet<Error>();

/** A frame of Node's own above all others, by the errors that have one. */
const nodeFrames = new WeakMap<Error, string>();

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
  const mapped = host.mapStack(stack).trimEnd();
  const frame = nodeFrames.get(error);
  if (frame === undefined) return mapped;
  const headlineEnd = mapped.search(/\n {4}at /);
  if (headlineEnd < 0) return `${mapped}\n${frame}`;
  return `${mapped.slice(0, headlineEnd)}\n${frame}${mapped.slice(headlineEnd)}`;
}

/**
 * Names the frame that an error has which Node makes by itself, in no call of the learner's: without
 * any it would be printed in brackets, as one that has no stack.
 */
export function madeAt<E extends Error>(error: E, frame: string): E {
  nodeFrames.set(error, `    at ${frame}`);
  return error;
}

/** The same of one that the learner awaits: its stack is taken anew, with the calls that do. */
export function awaitedAt<E extends Error>(error: E, frame: string): E {
  (Error as { captureStackTrace?: (error: Error) => void }).captureStackTrace?.(error);
  return madeAt(error, frame);
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
