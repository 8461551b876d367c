import { type InspectOptions, inspect } from 'node-inspect-extracted';
import { invalidArgument } from '../errors/node-error.ts';
import { difference, HEADLINES, inspectInLines, shortened } from './difference.ts';

export interface AssertionErrorOptions {
  readonly message?: unknown;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly operator?: string | undefined;
  /** Frames above this function are left out of the stack. */
  readonly stackStartFn?: unknown;
}

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const LONGEST_VALUE = 512;
const LONGEST_TEXT_LINES = 10;

/** https://nodejs.org/docs/latest-v20.x/api/assert.html#class-assertassertionerror */
export class AssertionError extends Error {
  generatedMessage: boolean;
  readonly code = 'ERR_ASSERTION';
  actual: unknown;
  expected: unknown;
  operator: string | undefined;

  constructor(options: AssertionErrorOptions) {
    if (typeof options !== 'object' || options === null) {
      throw invalidArgument('options', 'of type object', options);
    }
    const { message, operator, stackStartFn } = options;
    const { actual, expected } = message == null ? withoutStacks(options) : options;
    super(messageOf(actual, expected, operator, message));
    this.generatedMessage = !message;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    // The stack is headed by the name as it is now; the program sees the plain one.
    nameIt(this, 'AssertionError [ERR_ASSERTION]');
    Error.captureStackTrace?.(this, stackStartFn as () => void);
    void this.stack;
    nameIt(this, 'AssertionError');
  }

  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  /** Prints the values briefly: the message has shown what matters of them. */
  [customInspect](_depth: number, options: InspectOptions): string {
    const { actual, expected } = this;
    this.actual = brief(actual);
    this.expected = brief(expected);
    const printed = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return printed;
  }
}

function nameIt(error: Error, name: string): void {
  Object.defineProperty(error, 'name', {
    value: name,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function messageOf(
  actual: unknown,
  expected: unknown,
  operator: string | undefined,
  message: unknown,
): string {
  const isCompared = operator === 'deepStrictEqual' || operator === 'strictEqual';
  if (isCompared)
    return difference(actual, expected, operator, message == null ? '' : `${message}`);
  if (message != null) return String(message);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return unequalMessage(actual, operator);
  }
  const [left, right] = [inspectInLines(actual), inspectInLines(expected)];
  if (operator === 'notDeepEqual' && left === right) {
    return cut(`${HEADLINES.notDeepEqual}\n\n${left}`, 2 * LONGEST_VALUE);
  }
  const [first, second] = [cut(left, LONGEST_VALUE), cut(right, LONGEST_VALUE)];
  if (operator === 'deepEqual') {
    return `${HEADLINES.deepEqual}\n\n${first}\n\nshould loosely deep-equal\n\n${second}`;
  }
  if (operator === 'notDeepEqual') {
    const headline = 'Expected values not to be loosely deep-equal:';
    return `${headline}\n\n${first}\n\nshould not loosely deep-equal\n\n${second}`;
  }
  return `${first} ${operator} ${second}`;
}

function unequalMessage(actual: unknown, operator: 'notDeepStrictEqual' | 'notStrictEqual') {
  const isReference =
    (typeof actual === 'object' && actual !== null) || typeof actual === 'function';
  const byReference = operator === 'notStrictEqual' && isReference;
  const headline = HEADLINES[byReference ? 'notStrictEqualObject' : operator];
  const shown = shortened(inspectInLines(actual));
  if (shown.includes('\n')) return `${headline}\n\n${shown}\n`;
  return `${headline}${shown.length > 5 ? '\n\n' : ' '}${shown}`;
}

function cut(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}

function brief(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const lines = value.split('\n');
  if (lines.length > LONGEST_TEXT_LINES) {
    return `${lines.slice(0, LONGEST_TEXT_LINES).join('\n')}\n...`;
  }
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}...` : value;
}

/** Two errors are compared without their stacks: copies of them have none. */
function withoutStacks({ actual, expected }: AssertionErrorOptions) {
  if (!(actual instanceof Error) || !(expected instanceof Error)) return { actual, expected };
  return { actual: copied(actual), expected: copied(expected) };
}

function copied(error: Error): object {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(error)), error);
  Object.defineProperty(copy, 'message', { value: error.message });
  return copy;
}
