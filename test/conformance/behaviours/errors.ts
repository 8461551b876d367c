import { inspect } from 'node:util';
import { area, ownProcess } from './behaviour.ts';
import { errorOf, told } from './kit.ts';

/** The lines of an inspected error that are not frames, nor about frames. */
function withoutFrames(error: unknown): string[] {
  return inspect(error)
    .split('\n')
    .filter((text) => !/^\s+(at |\.\.\. \d+ lines matching)/.test(text));
}

class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly account = 'a-1';
}

export const behaviours = area('errors', {
  'an error is inspected with its stack': (print) => {
    print(withoutFrames(new TypeError('wrong')));
    print(inspect(new Error('x')).split('\n')[1]?.trim().startsWith('at '));
  },

  'causes are shown in braces': (print) => {
    const root = Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' });
    print(withoutFrames(new Error('top', { cause: new TypeError('middle', { cause: root }) })));
    print(withoutFrames(new Error('plain cause', { cause: { why: 'object' } })));
  },

  'an AggregateError shows its errors': (print) => {
    const errors = [new Error('one'), new RangeError('two')];
    print(withoutFrames(new AggregateError(errors, 'both failed')));
  },

  'own members are shown in braces': (print) => {
    print(withoutFrames(Object.assign(new Error('x'), { status: 404, tags: ['a'] })));
    print(withoutFrames(new AccountError('closed')));
  },

  'an error in an object is in brackets when it has no stack': (print) => {
    const error = new Error('bare');
    error.stack = '';
    print(inspect({ error }), inspect(Object.assign(new Error('a'), { stack: undefined })));
    const named = new Error('named');
    named.name = 'Renamed';
    print(withoutFrames(named)[0]);
  },

  'classes of errors have names': async (print) => {
    class QuietError extends Error {}
    print(new QuietError('x').name, withoutFrames(new QuietError('x'))[0]);
    print(await errorOf(() => Promise.reject(new AccountError('closed'))));
    print(String(new AccountError('closed')), new AccountError('x') instanceof Error);
  },

  'Promise.any and allSettled gather errors': async (print) => {
    const failing = () => [Promise.reject(new Error('a')), Promise.reject(new Error('b'))];
    const error = await Promise.any(failing()).catch((reason) => reason);
    print(told(error), error.errors.map(told));
    print((await Promise.allSettled(failing())).map((it) => it.status));
  },

  'captureStackTrace and stackTraceLimit': (print) => {
    const holder: { stack?: string } = {};
    Error.captureStackTrace(holder);
    print(typeof holder.stack, holder.stack?.split('\n')[0]);
    print(Error.stackTraceLimit);
  },

  'a stack names functions, file, line and column': ownProcess(() => {
    function inner(): Error {
      return new Error('deep');
    }
    class Shop {
      open(): Error {
        return inner();
      }
    }
    const arrow = () => new Shop().open();
    console.log(arrow().stack);
  }),

  'an uncaught AggregateError is printed whole': ownProcess(() => {
    throw new AggregateError([new Error('one'), new Error('two')], 'all failed');
  }),

  'an uncaught error of a class of its own': ownProcess(() => {
    throw new AccountError('closed');
  }),

  'null and undefined can be thrown': ownProcess(() => {
    throw null;
  }),

  'a TypeError of the engine reads as it does': async (print) => {
    const nothing = undefined as unknown as { name: { first: string }; call: () => void };
    print(await errorOf(() => nothing.name));
    print(await errorOf(() => (null as never as { x: number }).x));
    print(await errorOf(() => (5 as never as () => void)()));
    print(await errorOf(() => JSON.parse('{"a":}')));
    print(await errorOf(() => JSON.parse('')));
    print(await errorOf(() => new Array(-1)));
    print(await errorOf(() => 'x'.repeat(-1)));
    print(await errorOf(() => BigInt(1.5)));
    print(await errorOf(() => decodeURIComponent('%')));
  },

  'an error at the wrong end of a promise is kept': async (print) => {
    const failed = Promise.reject(new Error('kept')).finally(() => print('finally'));
    print(await errorOf(() => failed));
  },
});
