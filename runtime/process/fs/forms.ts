import { invalidArgument } from '../errors/node-error.ts';
import type { DiskHost } from './disk.ts';
import type { Preparation } from './prepared.ts';
import { type Settled, Unsynced } from './unsynced.ts';

export type Later = DiskHost['later'];

type Preparations = Readonly<Record<string, Preparation>>;
type Result<P extends Preparation> = Settled<ReturnType<ReturnType<P>>>;
// biome-ignore lint/suspicious/noExplicitAny: the learner's code is typed by Node's own types
type Arguments = any[];

export type SyncForms<P extends Preparations> = {
  [K in keyof P & string as `${K}Sync`]: (...args: Arguments) => Result<P[K]>;
};
export type CallbackForms<P extends Preparations> = {
  [K in keyof P]: (...args: Arguments) => void;
};
export type PromiseForms<P extends Preparations> = {
  [K in keyof P]: (...args: Arguments) => Promise<Result<P[K]>>;
};

/**
 * `readFileSync(path)`: checked and done at once. It takes no time of the host's clock, an fsync
 * neither, as nothing does that a process does in one turn: nobody could see what is half done.
 */
export function syncForms<P extends Preparations>(preparations: P): SyncForms<P> {
  return mapped(preparations, (name, prepare) => [
    `${name}Sync`,
    (...args: Arguments) => {
      const result = prepare(...args)();
      return result instanceof Unsynced ? result.syncNow() : result;
    },
  ]) as SyncForms<P>;
}

/**
 * `readFile(path, callback)`: checked at once, done in a later turn. `spread` says how a result
 * becomes the callback's arguments, where it is not one argument.
 */
export function callbackForms<P extends Preparations>(
  preparations: P,
  later: Later,
  spread: Readonly<Record<string, (result: never) => unknown[]>> = {},
): CallbackForms<P> {
  return mapped(preparations, (name, prepare) => [
    name,
    (...args: Arguments) => {
      const callback = args.pop();
      if (typeof callback !== 'function') {
        const isExtra = args.length >= prepare.length;
        throw invalidArgument('cb', 'of type function', isExtra ? callback : undefined);
      }
      runLater(later, prepare(...args), (error, result) => {
        if (error !== null) callback(error);
        else if (result === undefined) callback(null);
        else callback(null, ...(spread[name]?.(result as never) ?? [result]));
      });
    },
  ]) as CallbackForms<P>;
}

/** `promises.readFile(path)`: whatever is wrong, the promise says so. */
export function promiseForms<P extends Preparations>(
  preparations: P,
  later: Later,
): PromiseForms<P> {
  return mapped(preparations, (name, prepare) => [
    name,
    async (...args: Arguments) => inLaterTurn(later, prepare(...args)),
  ]) as PromiseForms<P>;
}

/** Runs an operation in a later turn and settles with what it returned or threw. */
export function inLaterTurn<T>(later: Later, run: () => T): Promise<Settled<T>> {
  return new Promise((resolve, reject) => {
    runLater(later, run, (error, result) => {
      if (error === null) resolve(result as Settled<T>);
      else reject(error);
    });
  });
}

/** The same, with a callback that is not called before the disk has what it is to keep. */
export function runLater<T>(
  later: Later,
  run: () => T,
  done: (error: unknown, result?: Settled<T>) => void,
): void {
  later(() => {
    let result: T;
    try {
      result = run();
    } catch (error) {
      done(error);
      return;
    }
    if (result instanceof Unsynced) result.sync(() => done(null));
    else done(null, result as Settled<T>);
  });
}

/** Each function gets its own name, so that stacks and printed functions read as Node's do. */
function mapped(
  preparations: Preparations,
  form: (
    name: string,
    prepare: Preparation,
  ) => [name: string, run: (...args: Arguments) => unknown],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(preparations).map(([key, prepare]) => {
      const [name, run] = form(key, prepare);
      Object.defineProperty(run, 'name', { value: name });
      return [name, run];
    }),
  );
}
