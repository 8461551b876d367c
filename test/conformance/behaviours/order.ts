import { readFile } from 'node:fs';
import { area } from './behaviour.ts';
import { after } from './kit.ts';

export const behaviours = area('order', {
  'ticks run before promises, and both before timers': async (print) => {
    const seen: string[] = [];
    await new Promise((resolve) => {
      setTimeout(() => {
        setTimeout(() => {
          seen.push('timeout');
          resolve(undefined);
        }, 1);
        setImmediate(() => seen.push('immediate'));
        Promise.resolve().then(() => seen.push('promise'));
        queueMicrotask(() => seen.push('microtask'));
        process.nextTick(() => seen.push('tick'));
        seen.push('sync');
      }, 0);
    });
    print(seen);
  },

  'ticks set in promises run after the promises': async (print) => {
    const seen: string[] = [];
    await new Promise((resolve) => {
      setImmediate(() => {
        Promise.resolve().then(() => {
          seen.push('promise 1');
          process.nextTick(() => seen.push('tick from promise'));
        });
        Promise.resolve().then(() => seen.push('promise 2'));
        process.nextTick(() => {
          seen.push('tick 1');
          Promise.resolve().then(() => seen.push('promise from tick'));
          process.nextTick(() => seen.push('tick from tick'));
        });
        setTimeout(resolve, 5);
      });
    });
    print(seen);
  },

  'promises settle between two timers of one time': async (print) => {
    const seen: string[] = [];
    for (const name of ['a', 'b']) {
      setTimeout(() => {
        seen.push(name);
        process.nextTick(() => seen.push(`${name} tick`));
        Promise.resolve().then(() => seen.push(`${name} promise`));
      }, 1);
    }
    await after(10);
    print(seen);
  },

  'promises settle between two immediates': async (print) => {
    const seen: string[] = [];
    for (const name of ['a', 'b']) {
      setImmediate(() => {
        seen.push(name);
        process.nextTick(() => seen.push(`${name} tick`));
        Promise.resolve().then(() => seen.push(`${name} promise`));
      });
    }
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    print(seen);
  },

  'an immediate set in an immediate waits a round': async (print) => {
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      setImmediate(() => {
        seen.push('first');
        setImmediate(() => {
          seen.push('nested');
          resolve();
        });
      });
      setImmediate(() => seen.push('second'));
    });
    print(seen);
  },

  'set in a timer, an immediate runs before a timer': async (print) => {
    const seen: string[] = [];
    await new Promise((resolve) => {
      setTimeout(() => {
        setTimeout(() => {
          seen.push('timer');
          resolve(undefined);
        }, 0);
        setImmediate(() => seen.push('immediate'));
      }, 0);
    });
    print(seen);
  },

  'await takes one turn, a returned promise three': async (print) => {
    const seen: string[] = [];
    const plain = async () => 1;
    const wrapped = async () => Promise.resolve(1);
    const counting = (async () => {
      for (let i = 1; i <= 4; i += 1) {
        await null;
        seen.push(`turn ${i}`);
      }
    })();
    const first = plain().then(() => seen.push('plain'));
    const second = wrapped().then(() => seen.push('wrapped'));
    await Promise.all([counting, first, second]);
    print(seen);
  },

  'a file callback runs after ticks and promises': async (print) => {
    const seen: string[] = [];
    await new Promise((resolve) => {
      readFile('no-such-file', () => {
        seen.push('file');
        process.nextTick(() => seen.push('tick'));
        setImmediate(() => {
          seen.push('immediate');
          resolve(undefined);
        });
        Promise.resolve().then(() => seen.push('promise'));
      });
      process.nextTick(() => seen.push('tick before'));
      Promise.resolve().then(() => seen.push('promise before'));
    });
    print(seen);
  },

  'nextTick passes its arguments on': async (print) => {
    await new Promise((resolve) => {
      process.nextTick(
        (...values: unknown[]) => {
          print(values);
          resolve(undefined);
        },
        1,
        'b',
      );
    });
  },
});
