import { inspect } from 'node-inspect-extracted';
import { invalidValue } from '../errors/argument-error.ts';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { AssertionError } from './assertion-error.ts';
import { isDeepStrictEqual } from './deep-equal.ts';

/** What was thrown; null when nothing was. */
export type Thrown = { readonly error: unknown } | null;

/** The assertion that asks, by which its errors are named. */
export interface Asking {
  readonly name: 'throws' | 'rejects' | 'doesNotThrow' | 'doesNotReject';
  readonly stackStartFn: unknown;
}

type Matcher = object | ((error: unknown) => unknown);

const ERROR_KINDS = 'of type function or an instance of Error, RegExp, or Object';

export function thrownBy(fn: unknown): Thrown {
  if (typeof fn !== 'function') throw invalidArgument('fn', 'of type function', fn);
  try {
    fn();
  } catch (error) {
    return { error };
  }
  return null;
}

/** Waits for a promise, or for one that a function returns. */
export async function rejectedBy(promiseFn: unknown): Promise<Thrown> {
  const promise = typeof promiseFn === 'function' ? promiseFn() : promiseFn;
  if (!isPromise(promise)) {
    if (typeof promiseFn === 'function') throw noPromise(promise);
    throw invalidArgument('promiseFn', 'of type function or an instance of Promise', promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return { error };
  }
  return null;
}

/** throws and rejects: fails unless something was thrown that matches. */
export function expectThrown(asking: Asking, thrown: Thrown, given: readonly unknown[]): void {
  const { matcher, message } = matcherOf(thrown, given);
  if (thrown === null) {
    const name = (matcher as { name?: string } | null | undefined)?.name;
    const kind = asking.name === 'rejects' ? 'rejection' : 'exception';
    const details = `${name ? ` (${name})` : ''}${message ? `: ${message}` : '.'}`;
    throw failure(asking, undefined, matcher, `Missing expected ${kind}${details}`);
  }
  if (matcher) checkMatch(asking, thrown.error, matcher as Matcher, message);
}

/** doesNotThrow and doesNotReject: fails with its own error, or throws what was thrown. */
export function expectNothingThrown(
  asking: Asking,
  thrown: Thrown,
  given: readonly unknown[],
): void {
  if (thrown === null) return;
  const { error } = thrown;
  const [matcher, message] = typeof given[0] === 'string' ? [undefined, given[0]] : given;
  if (matcher && !matches(error, matcher)) throw error;
  const kind = asking.name === 'doesNotReject' ? 'rejection' : 'exception';
  const details = message ? `: ${message}` : '.';
  const said = (error as { message?: unknown } | null | undefined)?.message;
  throw failure(
    asking,
    error,
    matcher,
    `Got unwanted ${kind}${details}\nActual message: "${error && said}"`,
  );
}

/** Text in the place of the expected error is the message. */
function matcherOf(thrown: Thrown, given: readonly unknown[]) {
  const [matcher, message] = given;
  if (typeof matcher !== 'string') {
    const mayMatch =
      matcher == null || typeof matcher === 'object' || typeof matcher === 'function';
    if (!mayMatch) throw invalidArgument('error', ERROR_KINDS, matcher);
    return { matcher, message };
  }
  if (given.length > 1) throw invalidArgument('error', ERROR_KINDS, matcher);
  const error = thrown?.error;
  const isObject = typeof error === 'object' && error !== null;
  if (thrown !== null && (isObject ? (error as Error).message : error) === matcher) {
    const what = isObject ? `error message "${matcher}"` : `error "${matcher}"`;
    const text = `The "error/message" argument is ambiguous. The ${what} is identical to the message.`;
    throw nodeError(TypeError, 'ERR_AMBIGUOUS_ARGUMENT', text);
  }
  return { matcher: undefined, message: matcher };
}

function checkMatch(asking: Asking, error: unknown, matcher: Matcher, message: unknown): void {
  if (typeof matcher === 'function') {
    const problem = problemByFunction(error, matcher as (error: unknown) => unknown);
    if (problem !== null) throw generated(asking, error, matcher, message, problem);
  } else if (matcher instanceof RegExp) {
    const text = String(error);
    if (new RegExp(matcher).test(text)) return;
    const problem =
      `The input did not match the regular expression ${inspect(matcher)}. ` +
      `Input:\n\n${inspect(text)}\n`;
    throw generated(asking, error, matcher, message, problem);
  } else if (typeof error !== 'object' || error === null) {
    throw compared(asking, error, matcher, { actual: error, expected: matcher, message });
  } else {
    checkProperties(asking, error, matcher, message);
  }
}

/** A class that the error is to be of, or a function that returns true. Null when it matches. */
function problemByFunction(
  error: unknown,
  matcher: ((error: unknown) => unknown) & { prototype?: unknown },
): string | null {
  if (matcher.prototype !== undefined && error instanceof matcher) return null;
  if (Object.prototype.isPrototypeOf.call(Error, matcher)) return wrongClass(error, matcher.name);
  const result = Reflect.apply(matcher, {}, [error]);
  if (result === true) return null;
  const name = matcher.name === '' ? '' : `"${matcher.name}" `;
  const caught = error instanceof Error ? `\n\nCaught error:\n\n${error}` : '';
  return (
    `The ${name}validation function is expected to return "true". ` +
    `Received ${inspect(result)}${caught}`
  );
}

function wrongClass(error: unknown, expectedName: string): string {
  const start = `The error is expected to be an instance of "${expectedName}". Received `;
  if (!(error instanceof Error)) return `${start}"${inspect(error, { depth: -1 })}"`;
  const name = error.constructor?.name || error.name;
  const received =
    name === expectedName ? 'an error with identical name but a different prototype.' : `"${name}"`;
  const said = error.message === '' ? '' : `\n\nError message:\n\n${error.message}`;
  return start + received + said;
}

/** An object whose properties the error is to have; text may be given as a pattern. */
function checkProperties(asking: Asking, error: object, matcher: object, message: unknown): void {
  const keys = Object.keys(matcher);
  if (matcher instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw invalidValue('error', matcher, 'may not be an empty object');
  const [actual, expected] = [error as Properties, matcher as Properties];
  const matchesText = (key: string) =>
    typeof actual[key] === 'string' &&
    expected[key] instanceof RegExp &&
    new RegExp(expected[key]).test(actual[key]);
  const isWrong = keys.some(
    (key) => !matchesText(key) && !(key in error && isDeepStrictEqual(actual[key], expected[key])),
  );
  if (!isWrong) return;
  if (message) throw failure(asking, error, matcher, message);
  const shown = {
    actual: new Comparison(keys.filter((key) => key in error).map((key) => [key, actual[key]])),
    expected: new Comparison(
      keys.map((key) => [key, matchesText(key) ? actual[key] : expected[key]]),
    ),
  };
  throw compared(asking, error, matcher, shown);
}

type Properties = Readonly<Record<string, unknown>>;

/** Under this name the properties are shown that were compared. */
class Comparison {
  constructor(properties: readonly (readonly [string, unknown])[]) {
    Object.assign(this, Object.fromEntries(properties));
  }
}

function matches(error: unknown, matcher: unknown): boolean {
  if (matcher instanceof RegExp) return new RegExp(matcher).test(String(error));
  if (typeof matcher !== 'function') {
    throw invalidArgument('expected', 'of type function or an instance of RegExp', matcher);
  }
  if (matcher.prototype !== undefined && error instanceof matcher) return true;
  if (Object.prototype.isPrototypeOf.call(Error, matcher)) return false;
  return Reflect.apply(matcher, {}, [error]) === true;
}

/** Fails with a message of its own; a message that is an error is thrown itself. */
function failure(asking: Asking, actual: unknown, expected: unknown, message: unknown): unknown {
  if (message instanceof Error) return message;
  const { name: operator, stackStartFn } = asking;
  return new AssertionError({ actual, expected, operator, message, stackStartFn });
}

function generated(
  asking: Asking,
  actual: unknown,
  expected: unknown,
  message: unknown,
  problem: string,
): AssertionError {
  const { name: operator, stackStartFn } = asking;
  const said = message || problem;
  const error = new AssertionError({ actual, expected, operator, message: said, stackStartFn });
  error.generatedMessage = !message;
  return error;
}

/** Fails with a difference between what is shown of the two. */
function compared(
  { name, stackStartFn }: Asking,
  actual: unknown,
  expected: unknown,
  shown: { actual: unknown; expected: unknown; message?: unknown },
): AssertionError {
  const error = new AssertionError({ ...shown, operator: 'deepStrictEqual', stackStartFn });
  return Object.assign(error, { actual, expected, operator: name });
}

function isPromise(value: unknown): boolean {
  if (value instanceof Promise) return true;
  const { then, catch: caught } = (value ?? {}) as { then?: unknown; catch?: unknown };
  return typeof value === 'object' && typeof then === 'function' && typeof caught === 'function';
}

function noPromise(received: unknown): Error {
  const { message } = invalidArgument('x', 'x', received);
  const kind = message.slice(message.indexOf('Received ') + 'Received '.length);
  const text = `Expected instance of Promise to be returned from the "promiseFn" function but got ${kind}.`;
  return nodeError(TypeError, 'ERR_INVALID_RETURN_VALUE', text);
}
