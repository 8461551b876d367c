import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { area } from './behaviour.ts';
import { errorOf, withServer } from './kit.ts';

const store = new AsyncLocalStorage<string>();

export const behaviours = area('async context', {
  'a store is there inside run, and not outside': (print) => {
    print(
      store.getStore(),
      store.run('in', () => store.getStore()),
      store.getStore(),
    );
    store.run('outer', () => {
      store.run('inner', () => print(store.getStore()));
      print(store.getStore());
      store.exit(() => print(store.getStore()));
    });
  },

  'run returns and throws what its function does': async (print) => {
    print(store.run('a', (one: number, two: number) => one + two, 1, 2));
    print(await errorOf(() => store.run('a', () => Promise.reject(new Error('inside')))));
    print(store.getStore());
  },

  'a store goes through await': (print) =>
    store.run('kept', async () => {
      print(store.getStore());
      await null;
      print(store.getStore());
      await sleep(1);
      print(store.getStore());
      try {
        await Promise.reject(new Error('x'));
      } catch {
        print(store.getStore());
      }
      for await (const value of [1, Promise.resolve(2)]) print(value, store.getStore());
    }),

  'two flows keep their own': async (print) => {
    const flow = (name: string) =>
      store.run(name, async () => {
        const seen: unknown[] = [];
        for (let i = 0; i < 3; i += 1) {
          await sleep(1);
          seen.push(store.getStore());
        }
        return seen;
      });
    print(await Promise.all([flow('a'), flow('b')]));
  },

  'a store goes through promises': async (print) => {
    const open: (() => void)[] = [];
    const gate = new Promise<void>((resolve) => open.push(resolve));
    const seen = store.run('then', () => gate.then(() => store.getStore()));
    const failed = store.run('catch', () =>
      gate.then(() => Promise.reject(new Error('x'))).catch(() => store.getStore()),
    );
    const last = store.run('finally', () => gate.finally(() => print(store.getStore())));
    store.run('other', () => open[0]?.());
    print(await seen, await failed);
    await last;
  },

  'a store goes through timers, ticks and immediates': (print) =>
    new Promise<void>((resolve) => {
      store.run('timer', () => setTimeout(() => print(store.getStore()), 1));
      store.run('tick', () => process.nextTick(() => print(store.getStore())));
      store.run('microtask', () => queueMicrotask(() => print(store.getStore())));
      store.run('immediate', () => setImmediate(() => print(store.getStore())));
      store.run('interval', () => {
        const timer = setInterval(() => {
          print(store.getStore());
          clearInterval(timer);
          resolve();
        }, 10);
      });
    }),

  'a listener has the store of whoever emits': (print) => {
    const emitter = new EventEmitter();
    store.run('listener', () => emitter.on('x', () => print(store.getStore())));
    store.run('emitter', () => emitter.emit('x'));
    emitter.emit('x');
  },

  'once goes on with the store of whoever waits': async (print) => {
    const emitter = new EventEmitter();
    const waiting = store.run('waiter', async () => {
      await once(emitter, 'x');
      print(store.getStore());
    });
    store.run('emitter', () => emitter.emit('x'));
    await waiting;
  },

  'each request of a server has its own': (print) =>
    withServer(
      (request, response) =>
        store.run(String(request.url), async () => {
          await sleep(2);
          request.on('end', () => response.end(store.getStore()));
          request.resume();
        }),
      async ({ url }) => {
        const asked = ['/a', '/b', '/c'].map(async (path) => (await fetch(url + path)).text());
        print(await Promise.all(asked));
      },
    ),

  'a store goes through a client request and fetch': (print) =>
    withServer(
      (_, response) => response.end('x'),
      ({ url }) =>
        store.run('client', async () => {
          await new Promise((resolve) => {
            get(url, { agent: false }, (message) => {
              print(store.getStore());
              message.on('data', () => print(store.getStore()));
              message.on('end', () => {
                print(store.getStore());
                resolve(undefined);
              });
            });
          });
          await (await fetch(url)).text();
          print(store.getStore());
        }),
    ),

  'a store goes through file callbacks': (print) =>
    new Promise<void>((resolve) => {
      store.run('file', () =>
        readFile('no-such-file', () => {
          print(store.getStore());
          resolve();
        }),
      );
    }),

  'enterWith holds from there on': async (print) => {
    await store.run('outer', async () => {
      store.enterWith('entered');
      print(store.getStore());
      await sleep(1);
      print(store.getStore());
    });
    print(store.getStore());
  },

  'bind and snapshot carry a store': (print) => {
    const bound = store.run('bound', () => AsyncLocalStorage.bind(() => store.getStore()));
    const snapshot = store.run('snapshot', () => AsyncLocalStorage.snapshot());
    print(
      bound(),
      snapshot(() => store.getStore()),
    );
    const resource = store.run('resource', () => new AsyncResource('mine'));
    print(resource.runInAsyncScope(() => store.getStore()));
  },

  'two storages do not mix': async (print) => {
    const other = new AsyncLocalStorage<number>();
    await store.run('text', () =>
      other.run(1, async () => {
        await sleep(1);
        print(store.getStore(), other.getStore());
        other.disable();
        print(store.getStore(), other.getStore());
      }),
    );
  },

  'a store goes through async generators': async (print) => {
    async function* numbers() {
      yield store.getStore();
      await sleep(1);
      yield store.getStore();
    }
    await store.run('generator', async () => {
      for await (const seen of numbers()) print(seen);
    });
  },
});
