import { type Engine, type EngineWatcher, plainTurns, type Turns, watchStacks } from './engine.ts';

/** The engine of a page, or of a worker. How to evaluate text depends on the policy there. */
export function createBrowserEngine(evaluate: Engine['evaluate']): Engine {
  return {
    evaluate,
    ...createTurns(),
    watch(watcher) {
      const stops = [watchStacks(watcher), watchRejections(watcher)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

interface Scheduler {
  postTask<T>(callback: () => T, options: { priority: 'background' }): Promise<Awaited<T>>;
  yield?(): Promise<void>;
}

/**
 * Browsers tell of rejected promises in a task that they queue when a task's promises have settled:
 * behind a message that was posted meanwhile. A background task comes after it all the same, and so
 * does what goes on in one after it has yielded, which takes a third less time than a new one; where
 * there are none, a second message does.
 * Several events in one task would be quicker, but of what is rejected in one of them and handled in
 * another no engine would tell.
 */
function createTurns(): Turns {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  if (scheduler?.yield !== undefined) {
    return {
      inTurns: (work) => scheduler.postTask(work, { priority: 'background' }),
      turn: scheduler.yield.bind(scheduler),
    };
  }
  return plainTurns(createTurn(scheduler));
}

function createTurn(scheduler: Scheduler | undefined): () => Promise<void> {
  if (scheduler !== undefined) {
    return () => scheduler.postTask(() => {}, { priority: 'background' });
  }
  const { port1, port2 } = new MessageChannel();
  let hops = 0;
  let wake = () => {};
  port1.onmessage = () => {
    hops -= 1;
    if (hops === 0) wake();
    else port2.postMessage(null);
  };
  return () =>
    new Promise((resolve) => {
      wake = resolve;
      hops = 2;
      port2.postMessage(null);
    });
}

function watchRejections(watcher: EngineWatcher): () => void {
  const rejected = (event: PromiseRejectionEvent) => {
    if (watcher.rejected(event.reason, event.promise)) claim(event);
  };
  const handled = (event: PromiseRejectionEvent) => {
    if (watcher.handled(event.promise)) claim(event);
  };
  addEventListener('unhandledrejection', rejected, { capture: true });
  addEventListener('rejectionhandled', handled, { capture: true });
  return () => {
    removeEventListener('unhandledrejection', rejected, { capture: true });
    removeEventListener('rejectionhandled', handled, { capture: true });
  };
}

function claim(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
