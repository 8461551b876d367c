import {
  setInterval as every,
  setImmediate as immediate,
  scheduler,
  setTimeout as sleep,
} from 'node:timers/promises';
import { area } from './behaviour.ts';
import { after, errorOf } from './kit.ts';

export const behaviours = area('timers', {
  'timers fire in the order of their times': async (print) => {
    const fired: string[] = [];
    const last = new Promise((resolve) => setTimeout(resolve, 30)).then(() => fired.push('30'));
    setTimeout(() => fired.push('10'), 10);
    setTimeout(() => fired.push('20'), 20);
    await last;
    print(fired);
  },

  'timers of one time fire in the order set': async (print) => {
    const fired: number[] = [];
    for (let i = 0; i < 5; i += 1) setTimeout(() => fired.push(i), 5);
    await after(15);
    print(fired);
  },

  'a timer passes its arguments on': async (print) => {
    await new Promise((resolve) => {
      setTimeout(
        (...values) => {
          print(values);
          resolve(undefined);
        },
        1,
        'a',
        2,
      );
    });
  },

  'a cleared timer does not fire': async (print) => {
    const timer = setTimeout(() => print('fired'), 1);
    clearTimeout(timer);
    clearTimeout(timer);
    clearTimeout(undefined);
    clearTimeout('nonsense' as unknown as number);
    const id = setTimeout(() => print('fired by number'), 1);
    clearTimeout(Number(id));
    await after(10);
    print('waited');
  },

  'a timer is an object with ref, refresh and a number': (print) => {
    const timer = setTimeout(() => {}, 1000);
    print(typeof timer, timer.constructor.name, timer.hasRef(), timer.unref() === timer);
    print(timer.hasRef(), timer.ref().hasRef(), timer.refresh() === timer, Number(timer) > 0);
    clearTimeout(timer);
  },

  'refresh begins the wait again': async (print) => {
    const fired: string[] = [];
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        fired.push('timer');
        resolve();
      }, 40);
      setTimeout(() => timer.refresh(), 20);
      setTimeout(() => fired.push('between'), 50);
    });
    print(fired);
  },

  'an interval fires until it is cleared': async (print) => {
    let count = 0;
    await new Promise((resolve) => {
      const timer = setInterval(() => {
        count += 1;
        if (count === 3) {
          clearInterval(timer);
          resolve(undefined);
        }
      }, 2);
    });
    await after(10);
    print(count);
  },

  'immediates run once, and can be cleared': async (print) => {
    const seen: string[] = [];
    const cleared = setImmediate(() => seen.push('cleared'));
    setImmediate((value) => seen.push(value), 'kept');
    clearImmediate(cleared);
    await immediate();
    print(seen, cleared.constructor.name);
  },

  'a callback must be a function': async (print) => {
    print(await errorOf(() => setTimeout('code' as never, 1)));
    print(await errorOf(() => setImmediate(undefined as never)));
    print(await errorOf(() => queueMicrotask(null as never)));
    print(await errorOf(() => process.nextTick('x' as never)));
  },

  'timers/promises resolve with a value': async (print) => {
    print(await sleep(1, 'slept'), await immediate('soon'), await sleep(1));
    print(await scheduler.wait(1), await scheduler.yield());
  },

  'timers/promises are given up by a signal': async (print) => {
    const control = new AbortController();
    const waiting = errorOf(() => sleep(1000, null, { signal: control.signal }));
    control.abort(new Error('why'));
    print(await waiting);
    print(await errorOf(() => immediate(null, { signal: AbortSignal.abort() })));
  },

  'timers/promises setInterval iterates': async (print) => {
    let count = 0;
    for await (const value of every(1, 'tick')) {
      print(value);
      count += 1;
      if (count === 2) break;
    }
  },

  'a timer set while timers fire comes later': async (print) => {
    const fired: string[] = [];
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        fired.push('outer');
        setTimeout(() => {
          fired.push('inner');
          resolve();
        }, 0);
        setImmediate(() => fired.push('immediate'));
      }, 1);
    });
    print(fired);
  },

  'Symbol.dispose clears a timer': async (print) => {
    const timer = setTimeout(() => print('fired'), 1);
    timer[Symbol.dispose]();
    await after(5);
    print('waited');
  },
});
