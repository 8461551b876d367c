import { perProcess } from '../current.ts';

/**
 * The values that AsyncLocalStorage keeps, for the code that is running now. It goes along with
 * callbacks that were `captured`, with promises whose `then` does so, and with functions whose
 * awaits the linker has rewritten (see compile/link/async-context.ts): no engine does it for us.
 */
export type Context = ReadonlyMap<object, unknown>;

const EMPTY: Context = new Map();

const state = perProcess(() => ({ current: EMPTY, inUse: false }));

export function currentContext(): Context {
  return state().current;
}

/** Makes a context the current one for the code that follows. */
export function enterContext(context: Context): void {
  state().current = context;
}

/** A turn of the event loop begins: nothing of the turn before may be seen in it. */
export function leaveContext(): void {
  state().current = EMPTY;
}

/** From now on contexts can differ; before, nothing has to be captured. */
export function useContexts(): void {
  state().inUse = true;
}

/** Runs a function in a context, and goes back to the one before. */
export function runIn<T>(context: Context, run: () => T): T {
  const running = state();
  const before = running.current;
  running.current = context;
  try {
    return run();
  } finally {
    running.current = before;
  }
}

/** The same callback, bound to the context that is current now. Whoever keeps a callback for later
 * (a timer, a promise, a request) captures it. */
export function captured<T>(callback: T): T {
  const { inUse, current: context } = state();
  if (!inUse || typeof callback !== 'function') return callback;
  const bound = function (this: unknown, ...args: unknown[]) {
    return runIn(context, () => Reflect.apply(callback, this, args));
  };
  return bound as T;
}

const followed = new WeakSet<PromiseConstructor>();

/**
 * Lets the callbacks of all promises of a realm run in the context in which they were given to
 * `then` (and so to `catch` and `finally`, which call it). Doing it again does nothing.
 */
export function followPromises(realmPromise: PromiseConstructor): void {
  if (followed.has(realmPromise)) return;
  followed.add(realmPromise);
  const { then } = realmPromise.prototype;
  const followingThen = function (this: Promise<unknown>, fulfilled?: unknown, rejected?: unknown) {
    if (!state().inUse) return Reflect.apply(then, this, [fulfilled, rejected]);
    return Reflect.apply(then, this, [captured(fulfilled), captured(rejected)]);
  };
  Object.defineProperty(followingThen, 'name', { value: 'then' });
  Object.defineProperty(realmPromise.prototype, 'then', {
    value: followingThen,
    writable: true,
    configurable: true,
  });
}
