import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { area, ownProcess } from './behaviour.ts';

export const behaviours = area('console', {
  'log and info go out, warn and error to stderr': ownProcess(() => {
    console.log('log %s', 'filled', { a: 1 });
    console.info('info');
    console.debug('debug');
    console.warn('warn');
    console.error('error', [1, 2]);
    console.log();
    console.log('%o', [1]);
  }),

  'groups indent': ownProcess(() => {
    console.group('group');
    console.log('inside\ntwo lines');
    console.group();
    console.error('deeper');
    console.groupEnd();
    console.groupEnd();
    console.groupEnd();
    console.log('outside');
  }),

  'table draws rows and columns': ownProcess(() => {
    console.table([
      { name: 'users', port: 3000 },
      { name: 'orders', up: true },
    ]);
    console.table([[1, 'two'], [3]]);
    console.table(new Map([['a', 1]]));
    console.table([{ a: 1, b: 2 }], ['b']);
    console.table('no table');
  }),

  'count and countReset': ownProcess(() => {
    console.count();
    console.count('x');
    console.count();
    console.countReset();
    console.count();
    console.countReset('never counted');
  }),

  'assert prints only what fails': ownProcess(() => {
    console.assert(true, 'never');
    console.assert(false, 'failed %d', 1);
    console.assert(false);
    console.assert(false, { a: 1 } as unknown as string);
  }),

  'dir takes options': ownProcess(() => {
    console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
    console.dirxml([1], 'x');
  }),

  'an error is printed with its stack': ownProcess(() => {
    function thrower(): Error {
      return new RangeError('shown');
    }
    console.log(thrower());
    console.log('as text: %s', new Error('in place').message);
  }),

  'trace prints where it is': ownProcess(() => {
    function here() {
      console.trace('at %s', 'here');
    }
    here();
  }),

  'timers name themselves': ownProcess(() => {
    console.timeEnd('never begun');
    console.time('x');
    console.time('x');
  }),

  'a Console can write to streams': async (print) => {
    const stdout = new PassThrough();
    const own = new Console({ stdout, groupIndentation: 4 });
    own.log('to a stream %j', { a: 1 });
    own.group();
    own.error('to the same');
    stdout.end();
    print(String(Buffer.concat(await stdout.toArray())));
  },

  'methods are bound': ownProcess(() => {
    const { log } = console;
    ['a', 'b'].forEach((value) => void log(value));
  }),
});
