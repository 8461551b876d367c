import { createServer } from 'node:http';
import { area, ownProcess, ownProcessWithSigterm } from './behaviour.ts';
import { after } from './kit.ts';

export const behaviours = area('process end', {
  'a process with nothing left to do ends with 0': ownProcess((print) => {
    setTimeout(() => print('last'), 5);
  }),

  'exit ends at once, with its code': ownProcess((print) => {
    process.on('exit', (code) => print('exit', code, process.exitCode));
    setTimeout(() => print('never'), 1);
    process.exit(3);
  }),

  'exitCode is the code of a natural end': ownProcess((print) => {
    process.on('exit', (code) => print('exit', code));
    process.exitCode = 4;
  }),

  'exit may change the code in its listener': ownProcess(() => {
    process.on('exit', () => {
      process.exitCode = 9;
    });
  }),

  'beforeExit can add more work, exit cannot': ownProcess((print) => {
    let rounds = 0;
    process.on('beforeExit', (code) => {
      rounds += 1;
      print('beforeExit', code);
      if (rounds < 3) setTimeout(() => print('more work'), 1);
    });
    process.on('exit', () => {
      print('exit');
      setTimeout(() => print('never'), 0);
      Promise.resolve().then(() => print('never either'));
    });
  }),

  'beforeExit is not told on process.exit': ownProcess((print) => {
    process.on('beforeExit', () => print('beforeExit'));
    process.on('exit', () => print('exit'));
    process.exit();
  }),

  'an uncaught error is printed and ends with 1': ownProcess(() => {
    throw new TypeError('not caught');
  }),

  'an uncaught error in a timer is printed with its frames': ownProcess(() => {
    function inner() {
      throw new Error('from a timer');
    }
    setTimeout(function outer() {
      inner();
    }, 1);
  }),

  'exit listeners hear of an uncaught error': ownProcess((print) => {
    process.on('exit', (code) => print('exit', code));
    process.nextTick(() => {
      throw new Error('in a tick');
    });
  }),

  'a thrown value that is no error is printed': ownProcess(() => {
    throw { status: 7 };
  }),

  'an uncaught error is printed with its cause and members': ownProcess(() => {
    const cause = new Error('the root');
    throw Object.assign(new Error('the leaf', { cause }), { code: 'MINE', detail: [1, 2] });
  }),

  'uncaughtException keeps the process alive': ownProcess((print) => {
    process.on('uncaughtException', (error, origin) => print('caught', error.message, origin));
    setTimeout(() => print('still here'), 10);
    throw new Error('kept');
  }),

  'uncaughtExceptionMonitor only watches': ownProcess((print) => {
    process.on('uncaughtExceptionMonitor', (error) => print('saw', error.message));
    throw new Error('watched');
  }),

  'an error in uncaughtException ends with 7': ownProcess(() => {
    process.on('uncaughtException', () => {
      throw new Error('second');
    });
    throw new Error('first');
  }),

  'an unhandled rejection is printed and ends with 1': ownProcess(() => {
    Promise.reject(new Error('nobody cared'));
  }),

  'an unhandled rejection with a plain reason is explained': ownProcess(() => {
    Promise.reject('just text');
  }),

  'a rejection that is handled in the same task is none': ownProcess((print) => {
    const rejected = Promise.reject(new Error('soon handled'));
    queueMicrotask(() => rejected.catch((error) => print('handled', error.message)));
  }),

  'unhandledRejection takes over, rejectionHandled follows': ownProcess((print) => {
    process.on('unhandledRejection', (reason, promise) => {
      print('unhandled', (reason as Error).message, promise instanceof Promise);
      setTimeout(() => promise.catch(() => print('late')), 5);
    });
    process.on('rejectionHandled', () => print('rejectionHandled'));
    Promise.reject(new Error('mine'));
  }),

  'a rejection in an async function names its line': ownProcess(() => {
    async function work() {
      await after(1);
      throw new Error('after await');
    }
    void work();
  }),

  'uncaughtException hears of rejections too': ownProcess((print) => {
    process.on('uncaughtException', (error, origin) => print(error.message, origin));
    Promise.reject(new Error('rejected'));
  }),

  'an error event without a listener ends the process': ownProcess(() => {
    createServer().emit('error', new Error('server broke'));
  }),

  'SIGTERM ends a process that does not handle it': ownProcessWithSigterm((print) => {
    process.on('exit', () => print('not told'));
    setInterval(() => {}, 1000);
    print('ready');
  }),

  'SIGTERM can be handled': ownProcessWithSigterm((print) => {
    const alive = setInterval(() => {}, 1000);
    process.on('SIGTERM', (...values: readonly unknown[]) => {
      print(...values);
      clearInterval(alive);
    });
    print('ready');
  }),

  'SIGTERM handled once ends the process in order': ownProcessWithSigterm((print) => {
    const server = createServer().listen(0, () => print('ready'));
    process.once('SIGTERM', () => {
      print('closing');
      server.close(() => {
        print('closed');
        process.exitCode = 5;
      });
    });
  }),

  'a handler for SIGTERM does not keep a process alive': ownProcess((print) => {
    process.on('SIGTERM', () => print('never'));
    print('done');
  }),

  'process.kill sends a signal to oneself': ownProcess((print) => {
    process.on('SIGUSR2', () => {
      print('heard');
      clearInterval(alive);
    });
    const alive = setInterval(() => {}, 1000);
    print(process.kill(process.pid, 0), process.kill(process.pid, 'SIGUSR2'));
  }),

  'a listening server keeps a process alive until it closes': ownProcess((print) => {
    const server = createServer().listen(0, () => {
      print('listening');
      setTimeout(() => server.close(() => print('closed')), 5);
    });
    process.on('exit', () => print('exit'));
  }),

  'what is unreferenced does not keep a process alive': ownProcess((print) => {
    setTimeout(() => print('never'), 60_000).unref();
    setInterval(() => print('never'), 60_000).unref();
    createServer().listen(0).unref();
    print('done');
  }),

  'a pending promise does not keep a process alive': ownProcess(async (print) => {
    print('waiting');
    await new Promise(() => {});
    print('never');
  }),

  'abort of a timer lets a process end': ownProcess((print) => {
    const timer = setTimeout(() => print('never'), 60_000);
    clearTimeout(timer);
    print('cleared');
  }),

  'output before exit is not lost': ownProcess(() => {
    process.stdout.write('out\n');
    process.stderr.write('err\n');
    process.stdout.write(`${'x'.repeat(2000)}\n`);
    process.exit(0);
  }),

  'a warning is printed': ownProcess(() => {
    process.emitWarning('something is off');
  }),

  'too many listeners are warned about': ownProcess(() => {
    for (let i = 0; i < 11; i += 1) process.on('conformance', () => {});
  }),
});
