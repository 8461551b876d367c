import assert from 'node:assert/strict';
import test, { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test';
import { area, ownProcess } from './behaviour.ts';

/** What a learner's own test file does: `node:test` runs it, and prints its report at the end. */
export const behaviours = area('node:test', {
  'a passing and a failing test': ownProcess(() => {
    test('adds', () => assert.equal(1 + 1, 2));
    test('fails', () => assert.equal(1, 2));
  }),

  'all passing ends with 0': ownProcess(() => {
    test('sync', () => {});
    test('async', async () => {
      await null;
    });
    test('callback', (_context, done) => {
      setImmediate(done);
    });
  }),

  'suites hold tests, hooks run around them': ownProcess((print) => {
    describe('suite', () => {
      before(() => print('before'));
      after(() => print('after'));
      beforeEach(() => print('beforeEach'));
      afterEach(() => print('afterEach'));
      it('one', () => print('one'));
      it('two', () => print('two'));
      describe('inner', () => {
        it('three', () => print('three'));
      });
    });
  }),

  'subtests are awaited': ownProcess((print) => {
    test('outer', async (context) => {
      await context.test('first', () => print('first'));
      await context.test('second', () => {
        throw new Error('second failed');
      });
      print(context.name);
    });
  }),

  'skip and todo': ownProcess((print) => {
    test.skip('skipped', () => print('never'));
    test('skipped by option', { skip: 'not now' }, () => print('never'));
    test('skipped inside', (context) => context.skip('after all'));
    test.todo('some day');
    test('todo that fails', { todo: true }, () => {
      throw new Error('not yet');
    });
    describe.skip('whole suite', () => {
      it('never runs', () => print('never'));
    });
  }),

  'a rejected test fails, and so does one that takes too long': ownProcess(() => {
    test('rejects', async () => {
      throw new Error('rejected');
    });
    test('too long', { timeout: 20 }, () => new Promise((resolve) => setTimeout(resolve, 2000)));
  }),

  'mock.fn counts its calls': ownProcess((print) => {
    test('mocks', (context) => {
      const add = context.mock.fn((a: number, b: number) => a + b);
      print(add(1, 2), add(3, 4), add.mock.callCount());
      print(add.mock.calls.map((call) => [call.arguments, call.result]));
      const bank = { pay: (amount: number) => amount };
      const pay = context.mock.method(bank, 'pay', () => 0);
      print(bank.pay(5), pay.mock.calls[0]?.arguments);
      pay.mock.restore();
      print(bank.pay(5));
      const twice = mock.fn(() => 1);
      twice.mock.mockImplementationOnce(() => 2);
      print(twice(), twice());
    });
  }),

  'mock.timers moves time': ownProcess((print) => {
    test('timers', (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] });
      setTimeout(() => print('fired'), 1000);
      context.mock.timers.tick(999);
      print('not yet');
      context.mock.timers.tick(1);
    });
  }),

  'a hook that fails fails its tests': ownProcess((print) => {
    describe('suite', () => {
      beforeEach(() => {
        throw new Error('hook broke');
      });
      it('does not run', () => print('never'));
    });
  }),

  'diagnostics and plans': ownProcess(() => {
    test('notes', (context) => {
      context.diagnostic('worth knowing');
    });
  }),
});
