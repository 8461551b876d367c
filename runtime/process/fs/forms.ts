import { invalidArgument } from '../errors/node-error.ts';
import type { Preparation } from './prepared.ts';

/** Runs a callback in a later turn of the event loop, and keeps the process alive until then. */
export type Later = (run: () => void) => void;

type Preparations = Readonly<Record<string, Preparation>>;
type Result<P extends Preparation> = ReturnType<ReturnType<P>>;
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

/** `readFileSync(path)`: checked and done at once. */
export function syncForms<P extends Preparations>(preparations: P): SyncForms<P> {
  return mapped(preparations, (name, prepare) => [
    `${name}Sync`,
    (...args: Arguments) => prepare(...args)(),
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
      const run = prepare(...args);
      later(() => {
        let given: unknown[];
        try {
          const result = run() as never;
          given = result === undefined ? [null] : [null, ...(spread[name]?.(result) ?? [result])];
        } catch (error) {
          given = [error];
        }
        callback(...given);
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
export function inLaterTurn<T>(later: Later, run: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    later(() => {
      try {
        resolve(run());
      } catch (error) {
        reject(error);
      }
    });
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
