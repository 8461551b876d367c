import * as node from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runOn } from '../current.ts';
import { TestHost } from '../testing.ts';
import { EventEmitter as Ours } from './index.ts';

let host: TestHost;
beforeEach(() => {
  host = new TestHost();
  runOn(host);
});
afterEach(() => vi.restoreAllMocks());

type Events = typeof node.EventEmitter;

/** Each sentence holds for Node's own module and for the one here. */
describe.each<[name: string, EventEmitter: Events]>([
  ["Node's", node.EventEmitter],
  ['here', Ours as unknown as Events],
])('%s', (_name, EventEmitter) => {
  test('listeners are called in the order in which they were added, with this and arguments', () => {
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    emitter.on('x', function (this: unknown, ...values) {
      seen.push(['first', this === emitter, values]);
    });
    emitter.once('x', () => seen.push('once'));
    emitter.prependListener('x', () => seen.push('before'));
    expect(emitter.emit('x', 1, 'b')).toBe(true);
    expect(emitter.emit('x')).toBe(true);
    expect(emitter.emit('y')).toBe(false);
    expect(seen).toEqual([
      'before',
      ['first', true, [1, 'b']],
      'once',
      'before',
      ['first', true, []],
    ]);
  });

  test('a listener that was added twice is removed once at a time, the last one first', () => {
    const emitter = new EventEmitter();
    const listener = () => {};
    emitter.on('x', listener).on('x', listener).off('x', listener);
    expect(emitter.listenerCount('x')).toBe(1);
    expect(emitter.listeners('x')).toEqual([listener]);
  });

  test('listeners that are added or removed while an event is told hear of the next one', () => {
    const emitter = new EventEmitter();
    const seen: string[] = [];
    const second = () => seen.push('second');
    emitter.once('x', () => {
      emitter.off('x', second);
      emitter.on('x', () => seen.push('added'));
    });
    emitter.on('x', second);
    emitter.emit('x');
    expect(seen).toEqual(['second']);
    emitter.emit('x');
    expect(seen).toEqual(['second', 'added']);
  });

  test('rawListeners gives the wrapper of once, which knows its listener', () => {
    const emitter = new EventEmitter();
    const listener = () => {};
    emitter.once('x', listener);
    const [wrapper] = emitter.rawListeners('x') as (typeof listener & { listener: unknown })[];
    expect(wrapper).not.toBe(listener);
    expect(wrapper?.listener).toBe(listener);
    wrapper?.();
    expect(emitter.listenerCount('x')).toBe(0);
  });

  test('an error that nobody listens for is thrown; what is no error is named in one', () => {
    const emitter = new EventEmitter();
    const error = new RangeError('mine');
    expect(() => emitter.emit('error', error)).toThrow(error);
    expect(() => emitter.emit('error', { a: 1 })).toThrow(
      expect.objectContaining({
        code: 'ERR_UNHANDLED_ERROR',
        message: 'Unhandled error. ({ a: 1 })',
        context: { a: 1 },
      }),
    );
    expect(() => emitter.emit('error')).toThrow('Unhandled error. (undefined)');
  });

  test('errorMonitor hears of an error without handling it', () => {
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    emitter.on(EventEmitter.errorMonitor, (error) => seen.push(error));
    const error = new Error('watched');
    expect(() => emitter.emit('error', error)).toThrow(error);
    expect(seen).toEqual([error]);
  });

  test('removeAllListeners tells of each, newest first, and of the removal listeners last', () => {
    const emitter = new EventEmitter();
    const removed: unknown[] = [];
    emitter.on('a', () => {});
    emitter.on('b', () => {});
    emitter.on('removeListener', (name) => removed.push(name));
    emitter.removeAllListeners();
    expect(removed).toEqual(['a', 'b']);
    expect(emitter.eventNames()).toEqual([]);
  });

  test('eventNames keeps the order of their first listeners, symbols after text', () => {
    const emitter = new EventEmitter();
    const key = Symbol('key');
    emitter.on('b', () => {});
    emitter.on(key, () => {});
    emitter.on('a', () => {});
    expect(emitter.eventNames()).toEqual(['b', 'a', key]);
  });

  test('once resolves with the arguments, and rejects with an error that comes first', async () => {
    const emitter = new EventEmitter();
    const value = EventEmitter.once(emitter, 'value');
    emitter.emit('value', 1, 2);
    await expect(value).resolves.toEqual([1, 2]);
    const failing = EventEmitter.once(emitter, 'value');
    emitter.emit('error', new Error('first'));
    await expect(failing).rejects.toThrow('first');
    expect(emitter.eventNames()).toEqual([]);
  });

  test('once is given up by a signal, and leaves no listener', async () => {
    const emitter = new EventEmitter();
    const control = new AbortController();
    const waiting = EventEmitter.once(emitter, 'x', { signal: control.signal });
    control.abort(new Error('why'));
    await expect(waiting).rejects.toMatchObject({
      name: 'AbortError',
      code: 'ABORT_ERR',
      message: 'The operation was aborted',
      cause: new Error('why'),
    });
    expect(emitter.eventNames()).toEqual([]);
  });

  test('on keeps events that come faster than they are read, until an error ends it', async () => {
    const emitter = new EventEmitter();
    const events = EventEmitter.on(emitter, 'tick');
    emitter.emit('tick', 1);
    emitter.emit('tick', 2, 'b');
    emitter.emit('error', new Error('over'));
    expect(await events.next()).toEqual({ value: [1], done: false });
    expect(await events.next()).toEqual({ value: [2, 'b'], done: false });
    await expect(events.next()).rejects.toThrow('over');
    expect(await events.next()).toEqual({ value: undefined, done: true });
    expect(emitter.eventNames()).toEqual([]);
  });

  test('wrong listeners and counts are refused in the same words', () => {
    const emitter = new EventEmitter();
    const codes = [
      () => emitter.on('x', 'no' as never),
      () => emitter.once('x', null as never),
      () => emitter.setMaxListeners(-1),
      () => emitter.setMaxListeners('1' as never),
      () => new EventEmitter({ captureRejections: 1 as never }),
    ].map((wrong) => {
      try {
        wrong();
        return 'fine';
      } catch (error) {
        return `${(error as { code: string }).code} ${(error as Error).message}`;
      }
    });
    expect(codes).toEqual([
      'ERR_INVALID_ARG_TYPE The "listener" argument must be of type function. Received type string (\'no\')',
      'ERR_INVALID_ARG_TYPE The "listener" argument must be of type function. Received null',
      'ERR_OUT_OF_RANGE The value of "setMaxListeners" is out of range. It must be >= 0. Received -1',
      'ERR_INVALID_ARG_TYPE The "setMaxListeners" argument must be of type number. Received type string (\'1\')',
      'ERR_INVALID_ARG_TYPE The "options.captureRejections" property must be of type boolean. Received type number (1)',
    ]);
  });

  test('a class of the older kind can take it as its base', () => {
    function Store(this: object): void {
      (EventEmitter as unknown as (this: object) => void).call(this);
    }
    Object.setPrototypeOf(Store.prototype, EventEmitter.prototype);
    const store = new (Store as unknown as new () => node.EventEmitter)();
    const heard: unknown[] = [];
    store.on('change', (value) => heard.push(value));
    store.emit('change', 3);
    expect(heard).toEqual([3]);
    expect(store instanceof EventEmitter).toBe(true);
  });

  test('with captureRejections a listener that rejects makes an error event', async () => {
    const emitter = new EventEmitter({ captureRejections: true });
    const failed = new Promise((resolve) => emitter.on('error', resolve));
    emitter.on('work', async () => {
      throw new Error('async');
    });
    emitter.emit('work');
    await host.settle();
    expect(await failed).toEqual(new Error('async'));
  });
});
