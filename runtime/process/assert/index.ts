/**
 * node:assert and node:assert/strict, with Node 20's errors and messages.
 * https://nodejs.org/docs/latest-v20.x/api/assert.html
 */
import { inspect } from 'node-inspect-extracted';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { notAvailable } from '../errors/not-available.ts';
import { AssertionError, type AssertionErrorOptions } from './assertion-error.ts';
import { callText, firstFrame } from './call-text.ts';
import { isDeepEqual, isDeepStrictEqual } from './deep-equal.ts';
import { expectNothingThrown, expectThrown, rejectedBy, thrownBy } from './exceptions.ts';

export { isDeepStrictEqual } from './deep-equal.ts';

export interface AssertHost {
  /** The frames of an engine's stack in Node's form, pointing at the learner's files. */
  readonly mapStack: (stack: string) => string;
  /** One line of a module's source (1-based), or null when there is none. */
  readonly sourceLine: (url: string, line: number) => string | null;
}

/** The function `assert` with all its members; its `strict` is node:assert/strict. */
export function createAssert(host: AssertHost) {
  function ok(...args: unknown[]): void {
    if (args[0]) return;
    throw refusal(host, ok, args);
  }

  function strict(...args: unknown[]): void {
    if (args[0]) return;
    throw refusal(host, strict, args);
  }

  const members = {
    AssertionError,
    CallTracker: notAvailable('assert.CallTracker', 'Use mock.fn() of node:test.'),
    ...comparisons,
    ...matching,
    ...throwing,
    fail,
    ifError,
  };
  const strictMembers = {
    ...members,
    ok: strict,
    equal: members.strictEqual,
    notEqual: members.notStrictEqual,
    deepEqual: members.deepStrictEqual,
    notDeepEqual: members.notDeepStrictEqual,
  };
  const strictAssert = Object.assign(strict, strictMembers);
  Object.assign(strictAssert, { strict: strictAssert });
  return Object.assign(ok, { ...members, ok, strict: strictAssert });
}

/** Two values compared: passes when `passes` says so. */
function comparison(
  name: string,
  operator: string,
  passes: (actual: unknown, expected: unknown) => boolean,
) {
  const compare = (...args: unknown[]): void => {
    const [actual, expected, message] = args;
    if (args.length < 2) {
      const text = 'The "actual" and "expected" arguments must be specified';
      throw nodeError(TypeError, 'ERR_MISSING_ARGS', text);
    }
    if (passes(actual, expected)) return;
    throw failed({ actual, expected, message, operator, stackStartFn: compare });
  };
  Object.defineProperty(compare, 'name', { value: name });
  return compare;
}

const comparisons = {
  equal: comparison('equal', '==', isLooselyEqual),
  notEqual: comparison('notEqual', '!=', (a, b) => !isLooselyEqual(a, b)),
  strictEqual: comparison('strictEqual', 'strictEqual', Object.is),
  notStrictEqual: comparison('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b)),
  deepEqual: comparison('deepEqual', 'deepEqual', isDeepEqual),
  notDeepEqual: comparison('notDeepEqual', 'notDeepEqual', (a, b) => !isDeepEqual(a, b)),
  deepStrictEqual: comparison('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual),
  notDeepStrictEqual: comparison(
    'notDeepStrictEqual',
    'notDeepStrictEqual',
    (a, b) => !isDeepStrictEqual(a, b),
  ),
};

const throwing = {
  throws: function throws(fn: unknown, ...given: unknown[]): void {
    expectThrown({ name: 'throws', stackStartFn: throws }, thrownBy(fn), given);
  },
  rejects: async function rejects(promiseFn: unknown, ...given: unknown[]): Promise<void> {
    expectThrown({ name: 'rejects', stackStartFn: rejects }, await rejectedBy(promiseFn), given);
  },
  doesNotThrow: function doesNotThrow(fn: unknown, ...given: unknown[]): void {
    expectNothingThrown({ name: 'doesNotThrow', stackStartFn: doesNotThrow }, thrownBy(fn), given);
  },
  doesNotReject: async function doesNotReject(fn: unknown, ...given: unknown[]): Promise<void> {
    const asking = { name: 'doesNotReject', stackStartFn: doesNotReject } as const;
    expectNothingThrown(asking, await rejectedBy(fn), given);
  },
};

const matching = {
  match: function match(string: unknown, regexp: unknown, message?: unknown): void {
    const problem = 'The input did not match the regular expression';
    checkMatch(string, regexp, message, { wanted: true, problem, stackStartFn: match });
  },
  doesNotMatch: function doesNotMatch(string: unknown, regexp: unknown, message?: unknown): void {
    const problem = 'The input was expected to not match the regular expression';
    checkMatch(string, regexp, message, { wanted: false, problem, stackStartFn: doesNotMatch });
  },
};

function checkMatch(
  string: unknown,
  regexp: unknown,
  message: unknown,
  asking: { wanted: boolean; problem: string; stackStartFn: { readonly name: string } },
): void {
  if (!(regexp instanceof RegExp)) {
    throw invalidArgument('regexp', 'an instance of RegExp', regexp);
  }
  if (typeof string === 'string' && new RegExp(regexp).test(string) === asking.wanted) return;
  if (message instanceof Error) throw message;
  const problem =
    typeof string === 'string'
      ? `${asking.problem} ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`
      : 'The "string" argument must be of type string. ' +
        `Received type ${typeof string} (${inspect(string)})`;
  const { stackStartFn } = asking;
  const error = new AssertionError({
    actual: string,
    expected: regexp,
    message: message || problem,
    operator: stackStartFn.name,
    stackStartFn,
  });
  error.generatedMessage = !message;
  throw error;
}

function fail(...args: unknown[]): never {
  const [message] = args;
  if (message instanceof Error) throw message;
  const isOwn = message === undefined || message === null;
  const text = isOwn ? 'Failed' : message;
  const error = new AssertionError({ message: text, operator: 'fail', stackStartFn: fail });
  if (isOwn) error.generatedMessage = true;
  throw error;
}

function ifError(value: unknown): void {
  if (value === null || value === undefined) return;
  const said = (value as { message?: unknown }).message;
  const isError = typeof value === 'object' && typeof said === 'string';
  const text = isError ? said || value.constructor.name : inspect(value);
  throw new AssertionError({
    actual: value,
    expected: null,
    operator: 'ifError',
    message: `ifError got unwanted exception: ${text}`,
    stackStartFn: ifError,
  });
}

/** What `assert` throws: it quotes the call that was made, when its source is at hand. */
function refusal(
  { mapStack, sourceLine }: AssertHost,
  asked: () => void,
  args: unknown[],
): unknown {
  const [actual] = args;
  let message = args[1];
  let generatedMessage = false;
  if (args.length === 0) {
    generatedMessage = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generatedMessage = true;
    const place = firstFrame(mapStack(new Error().stack ?? ''));
    const text = place === null ? null : callText(place, sourceLine);
    if (text !== null) message = `The expression evaluated to a falsy value:\n\n  ${text}\n`;
  }
  if (message instanceof Error) return message;
  const stackStartFn = asked;
  const error = new AssertionError({
    actual,
    expected: true,
    message,
    operator: '==',
    stackStartFn,
  });
  error.generatedMessage = generatedMessage;
  return error;
}

function failed(options: AssertionErrorOptions): unknown {
  return options.message instanceof Error ? options.message : new AssertionError(options);
}

function isLooselyEqual(actual: unknown, expected: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: this is what assert.equal asks
  return actual == expected || (Number.isNaN(actual) && Number.isNaN(expected));
}
