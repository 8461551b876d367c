import {
  callbackify,
  debuglog,
  deprecate,
  format,
  inherits,
  isDeepStrictEqual,
  parseArgs,
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString,
  types,
} from 'node:util';
import { area, ownProcess } from './behaviour.ts';
import { errorOf } from './kit.ts';

export const behaviours = area('util', {
  'format fills its places': (print) => {
    print(format('%s is %d years and %i months, %f', 'Ann', '42', 7.9, '1.50'));
    print(format('%j %o %O %%', { a: [1] }, [1], { b: { c: {} } }), format('%s', null, 'more', 3));
    print(format('%s %s', 'one'), format('%x', 1), format(1, 'two', { three: 3 }), format());
    print(format('%s', Symbol('s')), format('%s', 12n), format('%d', 12n), format('%s', -0));
    print(format('%s', { a: { b: { c: 1 } } }), format('%c!', 'css'));
    print(format('%s', new Error('shown')).split('\n')[0], format('100%', 'x'), format('%i', 'x'));
  },

  'a function is printed by its text': (print) => {
    print(
      format('%s', () => 1),
      String(() => 2),
    );
  },

  'promisify turns callbacks into promises': async (print) => {
    const add = (a: number, b: number, done: (error: Error | null, sum?: number) => void) => {
      if (a < 0) done(new RangeError('negative'));
      else done(null, a + b);
    };
    const promised = promisify(add);
    print(await promised(1, 2), promised.name, await errorOf(() => promised(-1, 2)));
    const custom = Object.assign(() => {}, { [promisify.custom]: async () => 'custom' });
    print(await (promisify(custom) as () => Promise<string>)());
    print(await errorOf(() => promisify('x' as never)), await promisify(setTimeout)(1, 'slept'));
  },

  'callbackify turns promises into callbacks': async (print) => {
    const call = (run: () => Promise<unknown>) =>
      new Promise((resolve) => callbackify(run)((error, value) => resolve([error, value])));
    print(await call(async () => 7));
    const [error] = (await call(() => Promise.reject(null))) as [NodeJS.ErrnoException];
    print(error.code, error.message);
  },

  'isDeepStrictEqual looks at everything': (print) => {
    print(
      isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }),
      isDeepStrictEqual([1], ['1']),
    );
    print(isDeepStrictEqual(new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])));
    print(
      isDeepStrictEqual(new Set([1, 2]), new Set([2, 1])),
      isDeepStrictEqual(Number.NaN, Number.NaN),
    );
    print(isDeepStrictEqual(0, -0), isDeepStrictEqual(new Date(0), new Date(0)));
    print(isDeepStrictEqual(Object.create(null), {}), isDeepStrictEqual(new Array(1), [undefined]));
  },

  'parseArgs reads options and positionals': async (print) => {
    const options = {
      port: { type: 'string', short: 'p', default: '80' },
      verbose: { type: 'boolean', short: 'v' },
      tag: { type: 'string', multiple: true },
    } as const;
    const parsed = parseArgs({
      args: ['-vp', '8080', '--tag=a', '--tag', 'b', 'file', '--', '--raw'],
      options,
      allowPositionals: true,
    });
    print({ ...parsed.values }, parsed.positionals);
    print({ ...parseArgs({ args: [], options }).values });
    print(await errorOf(() => parseArgs({ args: ['--nope'], options })));
    print(await errorOf(() => parseArgs({ args: ['file'], options })));
    print(await errorOf(() => parseArgs({ args: ['--port'], options })));
  },

  'styleText colours': async (print) => {
    const shown = (text: string) => text.replaceAll('\u001b', 'ESC');
    print(shown(styleText('red', 'x')), shown(styleText(['bold', 'underline'], 'y')));
    print(await errorOf(() => styleText('nocolour' as never, 'x')).then((it) => it.slice(0, 60)));
    print(stripVTControlCharacters('\u001b[31mred\u001b[39m'));
  },

  'types tell what is what': (print) => {
    print(types.isPromise(Promise.resolve()), types.isDate(new Date()), types.isRegExp(/x/));
    print(types.isNativeError(new TypeError('x')), types.isMap(new Map()), types.isSet(new Map()));
    print(types.isUint8Array(Buffer.alloc(1)), types.isAnyArrayBuffer(new ArrayBuffer(1)));
    print(
      types.isAsyncFunction(async () => {}),
      types.isGeneratorFunction(function* () {}),
    );
    print(types.isBoxedPrimitive(Object(1)), types.isTypedArray([]));
  },

  'types.isProxy tells a proxy': (print) => {
    print(types.isProxy(new Proxy({}, {})), types.isProxy({}));
  },

  'inherits sets the prototype': (print) => {
    function Animal() {}
    function Dog() {}
    inherits(Dog, Animal);
    print(Object.getPrototypeOf(Dog.prototype) === Animal.prototype);
    print(
      (Dog as unknown as { super_: unknown }).super_ === Animal,
      toUSVString('\ud800') === '\ufffd',
    );
  },

  'deprecate warns once': ownProcess((print) => {
    const old = deprecate((value: number) => value * 2, 'old() is old', 'DEP9999');
    print(old(2), old(3));
  }),

  'debuglog is quiet by default': ownProcess((print) => {
    const log = debuglog('conformance');
    log('not shown %d', 1);
    print(log.enabled);
  }),
});
