import nodeAssert from 'node:assert';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createAssert } from './index.ts';

type Assert = typeof nodeAssert;

const ours = createAssert({
  mapStack: () => '',
  sourceLine: () => null,
}) as unknown as Assert;

/** An assertion that is expected to fail, or to pass, as it does on Node. */
type Attempt = (assert: Assert) => unknown;

async function outcome(attempt: Attempt, assert: Assert): Promise<string> {
  try {
    await attempt(assert);
    return 'passed';
  } catch (error) {
    const { name, message, code, generatedMessage, operator, actual, expected } =
      error as nodeAssert.AssertionError;
    const facts = { name, message, code, generatedMessage, operator, actual, expected };
    return inspect(facts, { depth: 1 }).replace(/\n\s+at .*/g, '');
  }
}

const numbers = (count: number, change: (n: number) => unknown = (n) => n) =>
  Array.from({ length: count }, (_, n) => change(n));
const thrower = (error: unknown) => () => {
  throw error;
};
const failing = (message: string) => thrower(new Error(message));
const deep = {
  name: 'order',
  lines: [
    { sku: 'a', count: 1 },
    { sku: 'b', count: 2 },
  ],
  paid: false,
};

class Box {
  x = 1;
}

const ATTEMPTS: readonly Attempt[] = [
  (a) => a.equal(1, '1'),
  (a) => a.equal(1, 2),
  (a) => a.equal('a'.repeat(600), 'b'),
  (a) => a.equal({ a: 1 }, { a: 1 }),
  (a) => a.equal(Number.NaN, Number.NaN),
  (a) => a.notEqual(1, '1'),
  (a) => a.notEqual(1, 2),
  (a) => a.equal(1, 2, 'mine'),
  (a) => a.strictEqual(1, 1),
  (a) => a.strictEqual(1, 2),
  (a) => a.strictEqual('1', 1),
  (a) => a.strictEqual(-0, 0),
  (a) => a.strictEqual('hello world this is', 'hello there'),
  (a) => a.strictEqual('a\nb\nc', 'a\nx\nc'),
  (a) => a.strictEqual('x'.repeat(100), 'x'.repeat(101)),
  (a) => a.strictEqual(undefined, 'something'),
  (a) => a.strictEqual({ a: 1 }, { a: 1 }),
  (a) => a.strictEqual([1], [2]),
  (a) => a.strictEqual({}, []),
  (a) => a.strictEqual(Number.NaN, 0),
  (a) => a.strictEqual(numbers(60), numbers(60)),
  (a) => a.strictEqual(1, 2, 'mine'),
  (a) => a.strictEqual(1, 2, new TypeError('mine') as never),
  (a) =>
    a.strictEqual(
      () => 1,
      () => 2,
    ),
  (a) => a.strictEqual(200, 404),
  (a) => a.strictEqual(null, undefined),
  (a) => a.strictEqual('a', 'b'),
  (a) => (a.strictEqual as (value: unknown) => void)(1),
  (a) => a.notStrictEqual(1, 1),
  (a) => a.notStrictEqual('a longer text', 'a longer text'),
  (a) => a.notStrictEqual(deep, deep),
  (a) => a.notStrictEqual(1, 2),
  (a) => a.deepStrictEqual(deep, structuredClone(deep)),
  (a) => a.deepStrictEqual(deep, { ...deep, paid: true }),
  (a) => a.deepStrictEqual(deep, { ...deep, lines: [deep.lines[0]] }),
  (a) => a.deepStrictEqual({ lines: [] }, deep),
  (a) => a.deepStrictEqual([1, 2, 3], [1, 2, 4]),
  (a) => a.deepStrictEqual([1, 2], [1, 2, 3]),
  (a) => a.deepStrictEqual([1, 2, 3], [1, 2]),
  (a) => a.deepStrictEqual({}, { a: 1 }),
  (a) => a.deepStrictEqual({ a: 1 }, { a: '1' }),
  (a) => a.deepStrictEqual({ a: undefined }, {}),
  (a) => a.deepStrictEqual(1, 2),
  (a) => a.deepStrictEqual(new Map([[1, 2]]), new Map([[1, 3]])),
  (a) => a.deepStrictEqual(new Set([1]), new Set([2])),
  (a) => a.deepStrictEqual([], {}),
  (a) => a.deepStrictEqual(new Box(), { x: 1 }),
  (a) => a.deepStrictEqual(new Date(0), new Date(1)),
  (a) =>
    a.deepStrictEqual(
      numbers(60),
      numbers(60, (n) => (n === 30 ? -1 : n)),
    ),
  (a) =>
    a.deepStrictEqual(
      numbers(9),
      numbers(9, (n) => (n === 4 ? -1 : n)),
    ),
  (a) =>
    a.deepStrictEqual(
      numbers(14),
      numbers(14, (n) => (n === 1 || n === 7 || n === 12 ? -1 : n)),
    ),
  (a) =>
    a.deepStrictEqual(
      numbers(14),
      numbers(14, (n) => (n === 1 || n === 8 || n === 13 ? -1 : n)),
    ),
  (a) =>
    a.deepStrictEqual(
      numbers(20),
      numbers(20, (n) => (n === 1 || n === 15 ? -1 : n)),
    ),
  (a) =>
    a.deepStrictEqual(
      numbers(60),
      numbers(60, (n) => -n),
    ),
  (a) => a.deepStrictEqual(numbers(3), numbers(70)),
  (a) => a.deepStrictEqual(numbers(70), numbers(3)),
  (a) => a.deepStrictEqual({ a: 1, b: 2, c: 3 }, { a: 1, c: 3 }),
  (a) => a.deepStrictEqual(deep, deep.lines, 'mine'),
  (a) => a.deepStrictEqual({ s: Symbol('x') }, { s: Symbol('x') }),
  (a) => a.deepStrictEqual('a\nb', 'a\nc'),
  (a) => a.deepStrictEqual('short', 'other one'),
  (a) => a.deepStrictEqual(null, {}),
  (a) => a.deepStrictEqual([['a', 1]], [['a', 2]]),
  (a) => a.notDeepStrictEqual({ a: 1 }, { a: 1 }),
  (a) => a.notDeepStrictEqual(numbers(60), numbers(60)),
  (a) => a.notDeepStrictEqual([], []),
  (a) => a.notDeepStrictEqual(1, 1),
  (a) => a.deepEqual({ a: 1 }, { a: '1' }),
  (a) => a.deepEqual({ a: 1 }, { a: 2 }),
  (a) => a.deepEqual(numbers(200), []),
  (a) => a.notDeepEqual({ a: 1 }, { a: 1 }),
  (a) => a.notDeepEqual({ a: 1 }, { a: '1' }),
  (a) => a.throws(failing('a')),
  (a) => a.throws(() => {}),
  (a) => a.throws(() => {}, Error),
  (a) => a.throws(() => {}, /x/, 'mine'),
  (a) => a.throws(() => {}, 'mine'),
  (a) => a.throws(failing('a'), /a/),
  (a) => a.throws(failing('a'), /b/),
  (a) => a.throws(failing('a'), /b/, 'mine'),
  (a) => a.throws(failing('a'), Error),
  (a) => a.throws(failing('a'), TypeError),
  (a) => a.throws(thrower(5), TypeError),
  (a) => a.throws(failing('a'), { message: 'a' }),
  (a) => a.throws(failing('a'), { message: 'b' }),
  (a) => a.throws(failing('a'), { message: 'a', code: 'X' }),
  (a) => a.throws(failing('abc'), { message: /b/ }),
  (a) => a.throws(failing('abc'), { message: /x/, name: /Err/ }),
  (a) => a.throws(failing('a'), { message: 'b' }, 'mine'),
  (a) => a.throws(failing('a'), new Error('a')),
  (a) => a.throws(failing('a'), new Error('b')),
  (a) => a.throws(failing('a'), {}),
  (a) => a.throws(thrower(5), { a: 1 }),
  (a) => a.throws(failing('a'), () => true),
  (a) => a.throws(failing('a'), () => false),
  (a) =>
    a.throws(thrower(5), function validate() {
      return 'yes';
    } as never),
  (a) => a.throws(failing('a'), 'a'),
  (a) => a.throws(thrower('a'), 'a'),
  (a) => a.throws(failing('a'), 'b'),
  (a) => a.throws('x' as never),
  (a) => a.throws(failing('a'), 5 as never),
  (a) => (a.throws as (...args: unknown[]) => void)(failing('a'), 'b', 'c'),
  (a) => a.doesNotThrow(() => {}),
  (a) => a.doesNotThrow(failing('a')),
  (a) => a.doesNotThrow(failing('a'), 'mine'),
  (a) => a.doesNotThrow(failing('a'), TypeError),
  (a) => a.doesNotThrow(failing('a'), Error),
  (a) => a.doesNotThrow(failing('a'), /a/, 'mine'),
  (a) => a.doesNotThrow(failing('a'), 5 as never),
  (a) => a.rejects(Promise.resolve(1)),
  (a) => a.rejects(async () => {}),
  (a) => a.rejects(async () => failing('a')()),
  (a) => a.rejects(async () => failing('a')(), /b/),
  (a) => a.rejects(async () => failing('a')(), { name: 'TypeError' }),
  (a) => a.rejects(5 as never),
  (a) => a.rejects((() => 5) as never),
  (a) => a.rejects((() => ({})) as never),
  (a) => a.rejects(failing('sync') as never),
  (a) => a.doesNotReject(async () => 1),
  (a) => a.doesNotReject(async () => failing('a')()),
  (a) => a.doesNotReject(Promise.reject(new Error('a')), 'mine'),
  (a) => a.match('abc', /b/),
  (a) => a.match('abc', /x/),
  (a) => a.match('abc', /x/, 'mine'),
  (a) => a.match(5 as never, /x/),
  (a) => a.match('a', 'a' as never),
  (a) => a.doesNotMatch('abc', /b/),
  (a) => a.doesNotMatch('abc', /x/),
  (a) => a.match('a', /b/, new TypeError('mine') as never),
  (a) => a.fail(),
  (a) => a.fail('mine'),
  (a) => a.fail(new TypeError('mine')),
  (a) => a.ifError(null),
  (a) => a.ifError(undefined),
  (a) => a.ifError(new Error('e')),
  (a) => a.ifError(new TypeError('')),
  (a) => a.ifError('e'),
  (a) => a.ifError({ a: 1 }),
  (a) => a.ifError(0),
  (a) => a(true),
  (a) => a.ok(1),
  (a) => a(0, 'mine'),
  (a) => a.ok(null, new TypeError('mine')),
  (a) => (a.ok as () => void)(),
  (a) => a.strict(true),
  (a) => a.strict.equal(1, '1'),
  (a) => a.strict.deepEqual({ a: 1 }, { a: '1' }),
  (a) => a.strict.notEqual(1, '1'),
  (a) => a.strict.notDeepEqual([1], [1]),
  (a) => {
    throw new a.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
  },
  (a) => {
    throw new a.AssertionError({ message: 'mine' });
  },
  (a) => {
    throw new a.AssertionError({ actual: 1, expected: 2, operator: '<' });
  },
  (a) => {
    throw new a.AssertionError(undefined as never);
  },
];

test.each(ATTEMPTS.map((attempt) => [String(attempt).replace(/\s+/g, ' '), attempt] as const))(
  '%s ends as on Node',
  async (_text, attempt) => {
    expect(await outcome(attempt, ours)).toBe(await outcome(attempt, nodeAssert));
  },
);

test('it has all that Node has', () => {
  const namesOf = (assert: object) => Object.keys(assert).sort();
  expect(namesOf(ours)).toEqual(namesOf(nodeAssert));
  expect(namesOf(ours.strict)).toEqual(namesOf(nodeAssert.strict));
  expect(ours.strict.strict).toBe(ours.strict);
});

test('a failed assertion prints as on Node', () => {
  const printed = (assert: Assert) => {
    try {
      assert.deepStrictEqual({ a: { b: { c: 1 } } }, { a: 'long '.repeat(3) });
    } catch (error) {
      return inspect(error).replace(/^ {4}at .*\n?/gm, '');
    }
    return '';
  };
  expect(printed(ours)).toBe(printed(nodeAssert));
});

test('its stack begins where the assertion was called', () => {
  const stackOf = (assert: Assert): string => {
    try {
      (function called() {
        assert.strictEqual(1, 2);
      })();
    } catch (error) {
      return (error as Error).stack?.split('\n').find((line) => line.startsWith('    at ')) ?? '';
    }
    return '';
  };
  expect(stackOf(ours)).toContain('at called');
});

test('a falsy value is shown as it was written', () => {
  const assert = createAssert({
    mapStack: () => '    at file:///orders.ts:2:3',
    sourceLine: (_url, line) => ['', '  assert.ok(total === 3,', '  );'][line - 1] ?? null,
  });
  expect(() => assert.ok(false)).toThrow(
    'The expression evaluated to a falsy value:\n\n  assert.ok(total === 3,\n  )\n',
  );
});

test('without its source a falsy value is told as it is', () => {
  expect(() => ours(0)).toThrow('0 == true');
});
