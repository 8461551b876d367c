import { Script } from 'node:vm';
import { type Engine, type EngineWatcher, plainTurns, watchStacks } from './engine.ts';

type Rejected = (reason: unknown, promise: Promise<unknown>) => void;
type Handled = (promise: Promise<unknown>) => void;

/** Node's V8. */
export const nodeEngine: Engine = {
  evaluate: (text, url) => ({
    value: new Script(text, { filename: url }).runInThisContext(),
    prefixColumns: 0,
  }),
  ...plainTurns(createTurn()),
  watch(watcher) {
    const stops = [watchStacks(watcher), watchRejections(watcher)];
    return () => {
      for (const stop of stops) stop();
    };
  },
};

/** Immediates that are set together: asking the system for events takes longer than many a turn. */
const TURNS_OF_A_LOOP = 16;

/**
 * An immediate comes after all promises, and after Node has told of those rejected; so does the next
 * one that was set with it. What is left of them when nobody waits does nothing.
 */
function createTurn(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let comingTurns = 0;
  const begin = () => {
    comingTurns -= 1;
    waiting.shift()?.();
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (comingTurns > 0) return;
      comingTurns = TURNS_OF_A_LOOP;
      for (let turn = 0; turn < TURNS_OF_A_LOOP; turn++) setImmediate(begin);
    });
}

/** Takes the place of all other listeners, which learn of what is not the simulator's. */
function watchRejections(watcher: EngineWatcher): () => void {
  const others = process.listeners('unhandledRejection') as Rejected[];
  const othersHandled = process.listeners('rejectionHandled') as Handled[];
  const rejected: Rejected = (reason, promise) => {
    if (watcher.rejected(reason, promise)) return;
    // As Node would: without a listener it is an error like any other.
    if (others.length === 0) throw reason;
    for (const other of others) other(reason, promise);
  };
  const handled: Handled = (promise) => {
    if (!watcher.handled(promise)) for (const other of othersHandled) other(promise);
  };
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', rejected);
  process.removeAllListeners('rejectionHandled').on('rejectionHandled', handled);
  return () => {
    process.off('unhandledRejection', rejected).off('rejectionHandled', handled);
    for (const other of others) process.on('unhandledRejection', other);
    for (const other of othersHandled) process.on('rejectionHandled', other);
  };
}
