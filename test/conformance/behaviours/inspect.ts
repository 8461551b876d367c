import { inspect } from 'node:util';
import { area } from './behaviour.ts';

class Point {
  x = 1;
  #hidden = 2;
  get sum(): number {
    return this.x + this.#hidden;
  }
}

class Empty {}

/** 1, a gap, 3, and two more gaps. */
const withGaps = Object.assign(new Array(5), { 0: 1, 2: 3 });

export const behaviours = area('inspect', {
  primitives: (print) => {
    for (const value of [
      1,
      -0,
      12n,
      'text',
      "it's",
      'a"b\'c',
      'line\nbreak',
      true,
      null,
      undefined,
    ]) {
      print(inspect(value));
    }
    print(inspect(Symbol('s')), inspect(Number.NaN), inspect(1e21), inspect('\u001b\u0000'));
  },

  'objects and arrays, on one line and on several': (print) => {
    print(inspect({ a: 1, 'b-c': 'x', [Symbol('k')]: [1, 2], 3: null }), inspect([]), inspect({}));
    print(inspect({ name: 'a'.repeat(40), other: 'b'.repeat(40), more: [1, 2, 3] }));
    print(inspect(withGaps), inspect(Object.assign([1], { extra: 2 })));
    print(inspect(Array.from({ length: 30 }, (_, at) => at)));
    print(
      inspect(Array.from({ length: 120 }, () => 0))
        .split('\n')
        .at(-2)
        ?.trim(),
    );
  },

  'depth ends at a name in brackets': (print) => {
    const deep = { a: { b: { c: { d: 1 } }, list: [[[[1]]]] } };
    print(inspect(deep), inspect(deep, { depth: 0 }), inspect(deep, { depth: null }));
  },

  'circles are marked': (print) => {
    const it: Record<string, unknown> = { name: 'a' };
    it.self = it;
    it.list = [it, { it }];
    print(inspect(it));
  },

  'classes, null prototypes and functions': (print) => {
    print(inspect(new Point()), inspect(Object.create(null)), inspect(new Empty()), inspect(Point));
    class Child extends Point {}
    print(
      inspect(Child),
      inspect(new Child()),
      inspect(function named() {}),
      inspect(() => {}),
    );
    print(
      inspect(async () => {}),
      inspect(function* generator() {}),
      inspect(Math),
      inspect(JSON),
    );
  },

  'maps and sets': (print) => {
    print(
      inspect(
        new Map<unknown, unknown>([
          ['a', { b: 1 }],
          [{ c: 2 }, new Map()],
        ]),
      ),
    );
    print(inspect(new Set(['x', [1]])), inspect([1].values()));
    print(inspect(new WeakMap()), inspect(new Set().keys()));
  },

  'an iterator shows what it has yet to give': (print) => {
    print(inspect(new Map([[1, 2]]).entries()), inspect(new Set(['x']).values()));
  },

  'dates, patterns and boxes': (print) => {
    print(
      inspect(new Date(0)),
      inspect(new Date(Number.NaN)),
      inspect(/x/gi),
      inspect(Object('s')),
    );
    print(inspect(Object(1n)));
  },

  'a promise shows its state': (print) => {
    print(inspect(Promise.resolve(1)), inspect(new Promise(() => {})));
    const rejected = Promise.reject(3);
    rejected.catch(() => {});
    print(inspect(rejected));
  },

  'bytes and memory': (print) => {
    print(
      inspect(Buffer.from('hello')),
      inspect(new Uint8Array([1, 2])),
      inspect(new ArrayBuffer(2)),
    );
    print(inspect(Buffer.alloc(60)), inspect(new DataView(new ArrayBuffer(1))));
  },

  'getters and setters': (print) => {
    const it = {
      get read() {
        return 1;
      },
      set write(_: number) {},
      get both() {
        return 1;
      },
      set both(_: number) {},
    };
    print(inspect(it), inspect(it, { getters: true }));
  },

  'options change what is shown': (print) => {
    const it = { b: [1, 2, 3, 4], a: 'x'.repeat(30), c: new Map([[1, { d: 1 }]]) };
    print(inspect(it, { maxArrayLength: 2, maxStringLength: 5, sorted: true }));
    print(inspect(it, { compact: false, depth: 0 }), inspect(it, { breakLength: 200 }));
    print(inspect(123456789.123, { numericSeparator: true }), inspect([1], { showHidden: true }));
  },

  colours: (print) => {
    const it = { a: 1, b: 'x', c: null, d: undefined, e: true, f: Symbol('s'), g: /x/, h: 1n };
    print(inspect(it, { colors: true }).replaceAll('\u001b', 'ESC'));
  },

  'a custom method decides': (print) => {
    const money = {
      [inspect.custom]: (depth: number, options: { compact: number }, inner: typeof inspect) =>
        `<money ${depth} ${options.compact} ${inner([1])}>`,
    };
    print(
      inspect(money),
      inspect({ money }),
      inspect([money], { customInspect: false }).length > 20,
    );
    print(inspect({ [inspect.custom]: () => ({ other: 1 }) }));
  },

  'web objects': (print) => {
    print(inspect(new URLSearchParams('a=1&b=2')), inspect(new URL('http://a.test/b?c=d')));
    print(inspect(new Headers({ a: 'b' })), inspect(new AbortController().signal));
    print(inspect(new TextEncoder().encode('a')), inspect(new Blob(['abc'])));
  },

  'long and multi-line text in objects': (print) => {
    print(inspect({ text: 'line one\nline two\n'.repeat(3) }), inspect(['a\nb']));
    print(inspect({ 'key with space': 1, valid_key: 2, '0a': 3, ünïcode: 4 }));
  },

  'arguments, globals and toStringTag': (print) => {
    (function shown(..._values: unknown[]) {
      // biome-ignore lint/complexity/noArguments: how arguments are shown is what is looked at.
      print(inspect(arguments));
    })(1, 'a');
    print(inspect({ [Symbol.toStringTag]: 'Tagged' }), inspect(Object(Symbol('b'))));
    print(inspect(new Proxy({ a: 1 }, {})));
  },

  'showProxy shows a proxy as one': (print) => {
    print(inspect(new Proxy({ a: 1 }, {}), { showProxy: true }));
  },
});
