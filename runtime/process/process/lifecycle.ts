import { host, perProcess } from '../current.ts';
import { isInstance } from '../errors/hostile.ts';
import { reportUncaught, type Uncaught, unhandledRejectionError } from '../errors/report.ts';
import { countHandlesEverOpened, enter, listenToLoop, ProcessExit } from '../loop.ts';
import { currentProcess, NODE_VERSION } from './process.ts';

type Origin = 'uncaughtException' | 'unhandledRejection';

/** Exit codes: https://nodejs.org/docs/latest-v20.x/api/process.html#exit-codes */
const EXIT_UNCAUGHT = 1;
const EXIT_HANDLER_THREW = 7;
const EXIT_UNSETTLED_AWAIT = 13;

/** Whether the entry module's top-level awaits have all settled. */
const entryModule = perProcess(() => ({ loaded: false }));

export function entryHasLoaded(): void {
  entryModule().loaded = true;
}

/** Connects what ends a process (errors, rejections, nothing left to do) to `process`. */
export function connectLifecycle(): void {
  const thrown = (error: unknown) => uncaught(error, 'uncaughtException', 'thrown');
  listenToLoop({ uncaught: thrown, idle: createIdle() });
  host.errors.uncaught((error) => {
    if (!isInstance(error, ProcessExit)) enter(() => thrown(error));
  });
  host.errors.unhandledRejection((reason, promise) => {
    if (!isInstance(reason, ProcessExit)) enter(() => unhandledRejection(reason, promise));
  });
  host.errors.rejectionHandled((promise) => {
    enter(() => currentProcess().emit('rejectionHandled', promise));
  });
}

/** The entry module, or one that it imports, could not be loaded or threw. */
export function entryHasFailed(error: unknown): void {
  enter(() => uncaught(error, 'uncaughtException', 'rejected'));
}

/** An error that nothing caught: a listener takes it, or it ends the process. */
function uncaught(error: unknown, origin: Origin, how: Uncaught): void {
  if (isInstance(error, ProcessExit)) return;
  const process = currentProcess();
  try {
    process.emit('uncaughtExceptionMonitor', error, origin);
    if (process.emit('uncaughtException', error, origin)) return;
    const report = print(error, how);
    process.exitCode = EXIT_UNCAUGHT;
    process.end(report);
  } catch (thrown) {
    if (isInstance(thrown, ProcessExit)) return;
    const report = print(thrown, 'thrown');
    process.exitCode = EXIT_HANDLER_THREW;
    process.abandon(report);
  }
}

function unhandledRejection(reason: unknown, promise: Promise<unknown>): void {
  if (currentProcess().emit('unhandledRejection', reason, promise)) return;
  const error = isInstance(reason, Error) ? reason : unhandledRejectionError(reason);
  uncaught(error, 'unhandledRejection', 'rejected');
}

function print(error: unknown, how: Uncaught): string {
  const report = reportUncaught(error, how);
  currentProcess().stderr.write(`${report}\nNode.js ${NODE_VERSION}\n`);
  return report;
}

/** Nothing is left to do: `beforeExit` may find more work, otherwise the process ends. */
function createIdle(): () => void {
  let openedBefore: number | null = null;
  const process = currentProcess();
  return () => {
    if (!entryModule().loaded) {
      process.once('exit', () => {
        process.exitCode ??= EXIT_UNSETTLED_AWAIT;
      });
      process.finish();
      return;
    }
    if (openedBefore === countHandlesEverOpened()) {
      process.finish();
      return;
    }
    openedBefore = countHandlesEverOpened();
    enter(() => process.emit('beforeExit', process.exitCode ?? 0));
  };
}
