import { EventEmitter, errorMonitor, getEventListeners, on, once } from 'node:events';
import { area } from './behaviour.ts';
import { after, errorOf, told } from './kit.ts';

export const behaviours = area('events', {
  'listeners are called in order, with this and arguments': (print) => {
    const emitter = new EventEmitter();
    emitter.on('x', function first(this: unknown, ...values) {
      print('first', this === emitter, values);
    });
    emitter.prependListener('x', () => print('before'));
    emitter.once('x', () => print('once'));
    print(emitter.emit('x', 1, 2), emitter.emit('x'), emitter.emit('y'));
  },

  'an error without a listener is thrown': async (print) => {
    const emitter = new EventEmitter();
    print(await errorOf(() => emitter.emit('error', new RangeError('mine'))));
    print(await errorOf(() => emitter.emit('error', 'text')));
    print(await errorOf(() => emitter.emit('error')));
    print(await errorOf(() => emitter.emit('error', { a: 1 })));
  },

  'errorMonitor sees an error and does not handle it': async (print) => {
    const emitter = new EventEmitter();
    emitter.on(errorMonitor, (error) => print('monitor', told(error)));
    print(await errorOf(() => emitter.emit('error', new Error('unhandled'))));
    emitter.on('error', (error) => print('handled', told(error)));
    emitter.emit('error', new Error('second'));
  },

  'captureRejections turns a rejection into an error': async (print) => {
    const emitter = new EventEmitter({ captureRejections: true });
    emitter.on('work', async () => {
      throw new Error('async');
    });
    const failed = new Promise((resolve) => emitter.on('error', resolve));
    emitter.emit('work');
    print(told(await failed));
  },

  'once resolves with the arguments, or rejects with the error': async (print) => {
    const emitter = new EventEmitter();
    const value = once(emitter, 'value');
    emitter.emit('value', 1, 2);
    print(await value);
    const failing = errorOf(() => once(emitter, 'value'));
    emitter.emit('error', new Error('bad'));
    print(await failing);
    const error = once(emitter, 'error');
    emitter.emit('error', 'as a value');
    print(await error);
  },

  'once is given up by a signal': async (print) => {
    const emitter = new EventEmitter();
    const control = new AbortController();
    const waiting = errorOf(() => once(emitter, 'never', { signal: control.signal }));
    control.abort();
    print(await waiting, emitter.listenerCount('never'));
  },

  'on iterates over events until a signal ends it': async (print) => {
    const emitter = new EventEmitter();
    const control = new AbortController();
    setTimeout(() => {
      emitter.emit('tick', 1);
      emitter.emit('tick', 2, 'b');
      setTimeout(() => control.abort(), 5);
    }, 0);
    const reading = async () => {
      for await (const values of on(emitter, 'tick', { signal: control.signal })) print(values);
    };
    print(await errorOf(reading), emitter.listenerCount('tick'));
  },

  'listeners can be counted, listed and removed': (print) => {
    const emitter = new EventEmitter();
    const one = () => {};
    const key = Symbol('key');
    emitter.on('a', one).on('a', one).on(key, one).once('b', one);
    print(emitter.eventNames().map(String), emitter.listenerCount('a'));
    print(emitter.listenerCount('a', one), emitter.listeners('b')[0] === one);
    print(emitter.rawListeners('b')[0] === one, getEventListeners(emitter, 'a').length);
    emitter.off('a', one);
    print(emitter.listenerCount('a'));
    emitter.removeAllListeners();
    print(emitter.eventNames());
  },

  'newListener and removeListener are told': (print) => {
    const emitter = new EventEmitter();
    emitter.on('newListener', (name) => print('new', name));
    emitter.on('removeListener', (name) => print('removed', name));
    const listener = () => {};
    emitter.on('a', listener);
    emitter.off('a', listener);
    emitter.once('b', listener);
    emitter.emit('b');
  },

  'a listener removed while emitting is still called': (print) => {
    const emitter = new EventEmitter();
    const second = () => print('second');
    emitter.on('x', () => emitter.off('x', second));
    emitter.on('x', second);
    emitter.emit('x');
    emitter.emit('x');
  },

  'a listener must be a function': async (print) => {
    const emitter = new EventEmitter();
    print(await errorOf(() => emitter.on('x', 'no' as never)));
    print(await errorOf(() => emitter.setMaxListeners(-1)));
    print(emitter.getMaxListeners(), EventEmitter.defaultMaxListeners);
  },

  'a throwing listener stops the others': async (print) => {
    const emitter = new EventEmitter();
    emitter.on('x', () => {
      throw new Error('first');
    });
    emitter.on('x', () => print('not called'));
    print(await errorOf(() => emitter.emit('x')));
  },

  'EventTarget calls, prevents and removes': (print) => {
    const target = new EventTarget();
    const listener = (event: Event) => {
      print(event.type, event.target === target, event.cancelable, event.defaultPrevented);
      event.preventDefault();
    };
    target.addEventListener('x', listener);
    target.addEventListener('x', listener);
    target.addEventListener('x', { handleEvent: () => print('object') }, { once: true });
    print(target.dispatchEvent(new Event('x', { cancelable: true })));
    target.removeEventListener('x', listener);
    print(target.dispatchEvent(new Event('x')));
  },

  'once and on take an EventTarget': async (print) => {
    const target = new EventTarget();
    setTimeout(() => target.dispatchEvent(new Event('ready')), 0);
    const [event] = await once(target, 'ready');
    print(event.type, getEventListeners(target, 'ready').length);
  },

  'classes can extend EventEmitter': async (print) => {
    class Store extends EventEmitter {
      set(value: number): void {
        this.emit('change', value);
      }
    }
    const store = new Store();
    store.on('change', (value) => print(value));
    store.set(3);
    await after(0);
    print(store instanceof EventEmitter, store.constructor.name);
  },
});
