import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';

const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** A test's code; a second parameter is a callback to end it. */
export type TestFunction = (context: unknown, done?: (error?: unknown) => void) => unknown;

export interface TestOptions {
  readonly name: string;
  readonly fn: TestFunction;
  readonly skip: boolean | string;
  readonly todo: boolean | string;
  readonly only: boolean;
  /** How many subtests run at once; null as many as in the test around. */
  readonly concurrency: number | null;
  /** Milliseconds; null as long as the test around may take. */
  readonly timeoutMs: number | null;
  readonly signal: AbortSignal | null;
  /** How many assertions the test announces. */
  readonly plan: number | null;
}

/** The arguments of `test`: a name, options and a function, of which any may be left out. */
export function testOptions(args: readonly unknown[], forced: object = {}): TestOptions {
  const fn = args.find((each) => typeof each === 'function') as TestFunction | undefined;
  const name = typeof args[0] === 'string' && args[0] !== '' ? args[0] : fn?.name || '<anonymous>';
  const object = args.find((each) => typeof each === 'object' && each !== null);
  const given = { ...(object as Record<string, unknown>), ...forced } as Record<string, unknown>;
  return {
    name,
    fn: fn ?? (() => undefined),
    skip: flagOf(given.skip),
    todo: flagOf(given.todo),
    only: given.only === true,
    concurrency: concurrencyOf(given.concurrency),
    timeoutMs: timeoutOf(given.timeout),
    signal: signalOf(given.signal),
    plan: typeof given.plan === 'number' ? given.plan : null,
  };
}

/** The options of a hook. */
export function hookOptions(given: unknown): Pick<TestOptions, 'timeoutMs' | 'signal'> {
  const { timeout, signal } = (given ?? {}) as Record<string, unknown>;
  return { timeoutMs: timeoutOf(timeout), signal: signalOf(signal) };
}

function flagOf(value: unknown): boolean | string {
  if (typeof value === 'string') return value;
  return value !== undefined && value !== false;
}

function concurrencyOf(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? Number.POSITIVE_INFINITY : 1;
  if (typeof value !== 'number') {
    throw invalidArgument('options.concurrency', 'one of type boolean or number', value);
  }
  if (!(value >= 1 && value < 2 ** 32)) {
    throw outOfRange('options.concurrency', '>= 1 && <= 4294967295', value);
  }
  return value;
}

function timeoutOf(value: unknown): number | null {
  if (value === undefined || value === null || value === Number.POSITIVE_INFINITY) return null;
  if (typeof value !== 'number') throw invalidArgument('options.timeout', 'of type number', value);
  if (!(value >= 0 && value <= MAX_TIMEOUT_MS)) {
    throw outOfRange('options.timeout', `>= 0 && <= ${MAX_TIMEOUT_MS}`, value);
  }
  return value;
}

function signalOf(value: unknown): AbortSignal | null {
  if (value === undefined) return null;
  if (typeof value === 'object' && value !== null && 'aborted' in value) {
    return value as AbortSignal;
  }
  throw invalidArgument('options.signal', 'an instance of AbortSignal', value);
}
