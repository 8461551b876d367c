import assert, { AssertionError, strict } from 'node:assert';
import { area, type Print } from './behaviour.ts';

/** Prints what the assertion throws: code, whether the message was made, and every line of it. */
async function failure(print: Print, check: () => unknown): Promise<void> {
  try {
    await check();
    print('passed');
  } catch (error) {
    const { name, code, generatedMessage } = error as AssertionError;
    print(name, code, generatedMessage);
    for (const line of (error as Error).message.split('\n')) print(`  ${line}`);
  }
}

export const behaviours = area('assert', {
  'ok, and a message of one own': async (print) => {
    await failure(print, () => assert(true));
    await failure(print, () => assert.ok(0, 'zero is not ok'));
    await failure(print, () => assert.ok(null, new RangeError('an error of one own')));
    await failure(print, () => assert.equal(1, '1'));
  },

  'strictEqual shows both values': async (print) => {
    await failure(print, () => assert.strictEqual(1, 2));
    await failure(print, () => assert.strictEqual('a', 'b'));
    await failure(print, () => assert.strictEqual(1, '1' as never, 'kinds differ'));
    await failure(print, () => assert.strictEqual({ a: 1 }, { a: 1 }));
    await failure(print, () => assert.strictEqual('a\nb', 'a\nc'));
    await failure(print, () => assert.strictEqual(Number.NaN, Number.NaN));
  },

  'equal and notEqual are loose': async (print) => {
    await failure(print, () => assert.equal('a', 'b'));
    await failure(print, () => assert.notEqual(1, 1));
    await failure(print, () => assert.notStrictEqual('same', 'same'));
  },

  'deepStrictEqual shows a diff': async (print) => {
    await failure(print, () => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }));
    await failure(print, () => assert.deepStrictEqual([1, 2, 3], [1, 2, 3]));
    await failure(print, () => assert.deepStrictEqual(new Set([1]), new Set([2])));
    await failure(print, () => assert.deepStrictEqual([1, '2'], [1, 2]));
  },

  'deepEqual is loose, notDeepStrictEqual the other way': async (print) => {
    await failure(print, () => assert.deepEqual([1, '2'], ['1', 2]));
    await failure(print, () => assert.deepEqual({ a: 1 }, { a: 2 }));
    await failure(print, () => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }));
  },

  'throws judges the error': async (print) => {
    const fail = () => {
      throw new TypeError('wrong kind');
    };
    await failure(print, () => assert.throws(fail, TypeError));
    await failure(print, () => assert.throws(fail, /kind/));
    await failure(print, () => assert.throws(fail, { name: 'TypeError', message: 'wrong kind' }));
    await failure(print, () => assert.throws(fail, (error: Error) => error.message.length === 10));
    await failure(print, () => assert.throws(() => {}));
    await failure(print, () => assert.throws(() => {}, TypeError, 'should have thrown'));
    await failure(print, () => assert.throws(fail, /other/));
    await failure(print, () => assert.throws(fail, { message: 'other' }));
    await failure(print, () => assert.throws(fail, RangeError));
  },

  doesNotThrow: async (print) => {
    await failure(print, () =>
      assert.doesNotThrow(() => {
        throw new Error('it did');
      }),
    );
  },

  'rejects and doesNotReject': async (print) => {
    await failure(print, () => assert.rejects(Promise.reject(new Error('x')), /x/));
    await failure(print, () => assert.rejects(async () => 'fine'));
    await failure(print, () => assert.doesNotReject(Promise.reject(new Error('it did'))));
  },

  'match and doesNotMatch': async (print) => {
    await failure(print, () => assert.match('abc', /x/));
    await failure(print, () => assert.doesNotMatch('abc', /b/));
    await failure(print, () => assert.match(5 as never, /x/));
  },

  'fail and ifError': async (print) => {
    await failure(print, () => assert.fail());
    await failure(print, () => assert.fail('on purpose'));
    await failure(print, () => assert.ifError(null));
    await failure(print, () => assert.ifError(new Error('passed on')));
  },

  'strict is the strict one': async (print) => {
    await failure(print, () => strict.equal(1, '1' as never));
    await failure(print, () => strict.deepEqual([1], ['1'] as never));
    print(strict.strict === strict, assert.strict === strict);
  },

  'an AssertionError holds both values': (print) => {
    const error = new AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
    print(error.name, error.code, error.actual, error.expected, error.operator);
    print(error.generatedMessage, error instanceof Error);
  },
});
