import { area } from './behaviour.ts';
import { after, errorOf, told } from './kit.ts';

const clone = area('structuredClone', {
  'what can be cloned': (print) => {
    const shared = { deep: [1] };
    const it = {
      date: new Date(0),
      pattern: /x/g,
      map: new Map([['a', shared]]),
      set: new Set([1]),
      bytes: new Uint8Array([1, 2]),
      none: undefined,
      big: 1n,
      twice: [shared, shared],
    };
    const copy = structuredClone(it);
    print(copy.date.getTime(), String(copy.pattern), copy.map.get('a'), [...copy.set]);
    print(copy.bytes, 'none' in copy, copy.big, copy.twice[0] === copy.twice[1]);
    print(copy.map.get('a') === shared, copy.map.get('a') === copy.twice[0]);
  },

  'errors keep name, message and cause': (print) => {
    const copy = structuredClone(new RangeError('x', { cause: new Error('y') }));
    print(copy instanceof RangeError, told(copy), typeof copy.stack);
  },

  'circles are kept, classes and methods are not': (print) => {
    const it: Record<string, unknown> = {};
    it.self = it;
    const copy = structuredClone(it);
    print(copy.self === copy, copy === it);
    class Point {
      x = 1;
      move(): void {}
    }
    const point = structuredClone(new Point());
    print(point instanceof Point, point);
  },

  'a function cannot be cloned': async (print) => {
    print(await errorOf(() => structuredClone(() => 1)));
  },

  'what cannot be cloned': async (print) => {
    print(await errorOf(() => structuredClone({ key: Symbol('s') })));
    print(await errorOf(() => structuredClone(new WeakMap())));
  },

  'memory can be given away': (print) => {
    const bytes = new Uint8Array([1, 2, 3]);
    const copy = structuredClone(bytes, { transfer: [bytes.buffer] });
    print(copy.length, bytes.length, bytes.byteLength);
  },
});

const abort = area('abort', {
  'abort tells once, with its reason': (print) => {
    const control = new AbortController();
    control.signal.addEventListener('abort', (event) => print(event.type));
    control.signal.onabort = () => print('onabort');
    print(control.signal.aborted, control.signal.reason);
    control.abort('first');
    control.abort('second');
    print(control.signal.aborted, control.signal.reason);
  },

  'the reason is an AbortError unless given': async (print) => {
    const { signal } = new AbortController();
    print(await errorOf(() => AbortSignal.abort().throwIfAborted()));
    print(await errorOf(() => AbortSignal.abort(new Error('mine')).throwIfAborted()));
    print(signal.throwIfAborted(), AbortSignal.abort().reason instanceof DOMException);
    print(AbortSignal.abort().reason.code, AbortSignal.abort().reason.name);
  },

  'AbortSignal.timeout aborts in time': async (print) => {
    const signal = AbortSignal.timeout(5);
    print(signal.aborted);
    // A signal's own timer keeps no process alive, so something else must.
    const alive = setInterval(() => {}, 1);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    clearInterval(alive);
    print(signal.aborted, told(signal.reason));
  },

  'AbortSignal.any follows the first': (print) => {
    const one = new AbortController();
    const two = new AbortController();
    const any = AbortSignal.any([one.signal, two.signal]);
    any.addEventListener('abort', () => print('aborted'));
    two.abort('two');
    one.abort('one');
    print(any.aborted, any.reason, AbortSignal.any([]).aborted);
    print(AbortSignal.any([AbortSignal.abort('already'), one.signal]).reason);
  },

  'AbortSignal refuses what cannot be': async (print) => {
    print(await errorOf(() => AbortSignal.timeout(-1)));
    print(await errorOf(() => new (AbortSignal as unknown as new () => object)()));
  },

  'listeners can be removed by a signal': (print) => {
    const control = new AbortController();
    const target = new EventTarget();
    target.addEventListener('x', () => print('heard'), { signal: control.signal });
    target.dispatchEvent(new Event('x'));
    control.abort();
    target.dispatchEvent(new Event('x'));
  },
});

const globals = area('globals', {
  'what Node has as globals': (print) => {
    const names = ['fetch', 'Request', 'Headers', 'FormData', 'Blob', 'structuredClone', 'crypto'];
    const more = ['setImmediate', 'queueMicrotask', 'TextEncoder', 'URL', 'performance', 'atob'];
    const streams = ['ReadableStream', 'WritableStream', 'TransformStream', 'CompressionStream'];
    for (const name of [...names, ...more, ...streams, 'File', 'Buffer', 'global', 'process']) {
      print(name, typeof (globalThis as Record<string, unknown>)[name]);
    }
  },

  'what browsers have and Node has not': (print) => {
    for (const name of [
      'window',
      'document',
      'self',
      'importScripts',
      'indexedDB',
      'localStorage',
    ]) {
      print(name, typeof (globalThis as Record<string, unknown>)[name]);
    }
  },

  'global is globalThis': (print) => {
    print(global === globalThis, Object.prototype.toString.call(globalThis));
  },

  'performance measures': async (print) => {
    const before = performance.now();
    await after(5);
    print(performance.now() - before >= 4, performance.timeOrigin > 1e12);
    performance.mark('a');
    print(performance.measure('m', 'a').duration >= 0, performance.toJSON() !== null);
  },

  'dates and numbers are printed as Node does': (print) => {
    print(new Date(0).toISOString(), (1234.5).toLocaleString('en-US'), (0.1 + 0.2).toString());
    print(new Intl.NumberFormat('en-US', { style: 'currency', currency: 'EUR' }).format(3.5));
  },

  'import.meta and dynamic import': async (print) => {
    print(typeof import.meta.url, import.meta.url.startsWith('file:'));
    const module = await import('./behaviour.ts');
    print(typeof module.area, Object.keys(module).includes('ownProcess'));
  },

  "a module's name in import.meta": (print) => {
    print(import.meta.url.split('/').at(-1));
  },

  'DOMException is an Error with a code': (print) => {
    const error = new DOMException('message', 'DataCloneError');
    print(error.name, error.message, error.code, error instanceof Error, String(error));
  },
});

export const behaviours = [...clone, ...abort, ...globals];
