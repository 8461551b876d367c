/**
 * The values that AsyncLocalStorage keeps, for the code that is running now. It goes along with
 * callbacks that were `captured`, with promises whose `then` does so, and with functions whose
 * awaits the linker has rewritten (see compile/async-context.ts): no engine does it for us.
 */
export type Context = ReadonlyMap<object, unknown>;

const EMPTY: Context = new Map();

let current: Context = EMPTY;
let inUse = false;

export function currentContext(): Context {
  return current;
}

/** Makes a context the current one for the code that follows. */
export function enterContext(context: Context): void {
  current = context;
}

/** A turn of the event loop begins: nothing of the turn before may be seen in it. */
export function leaveContext(): void {
  current = EMPTY;
}

/** From now on contexts can differ; before, nothing has to be captured. */
export function useContexts(): void {
  inUse = true;
}

/** Runs a function in a context, and goes back to the one before. */
export function runIn<T>(context: Context, run: () => T): T {
  const before = current;
  current = context;
  try {
    return run();
  } finally {
    current = before;
  }
}

/** The same callback, bound to the context that is current now. Whoever keeps a callback for later
 * (a timer, a promise, a request) captures it. */
export function captured<T>(callback: T): T {
  if (!inUse || typeof callback !== 'function') return callback;
  const context = current;
  const bound = function (this: unknown, ...args: unknown[]) {
    return runIn(context, () => Reflect.apply(callback, this, args));
  };
  return bound as T;
}

const following = new WeakSet<PromiseConstructor>();

/**
 * Lets the callbacks of all promises of a realm run in the context in which they were given to
 * `then` (and so to `catch` and `finally`, which call it). Doing it again does nothing.
 */
export function followPromises(realmPromise: PromiseConstructor): void {
  if (following.has(realmPromise)) return;
  following.add(realmPromise);
  const { then } = realmPromise.prototype;
  const followed = function (this: Promise<unknown>, fulfilled?: unknown, rejected?: unknown) {
    return Reflect.apply(then, this, [captured(fulfilled), captured(rejected)]);
  };
  Object.defineProperty(followed, 'name', { value: 'then' });
  Object.defineProperty(realmPromise.prototype, 'then', {
    value: followed,
    writable: true,
    configurable: true,
  });
}
