import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { nextTick } from '../loop.ts';

type AnyFunction = (...args: unknown[]) => unknown;

const custom = Symbol.for('nodejs.util.promisify.custom');

/** Names of what a callback is given, when that is more than one value; on functions of Node's own. */
export const promisifyNames: unique symbol = Symbol('customPromisifyArgs');

type Promisifiable = AnyFunction & {
  [custom]?: unknown;
  [promisifyNames]?: readonly string[];
};

/** A function that takes a callback last, as one that returns a promise. */
export function promisify(original: unknown): AnyFunction {
  if (typeof original !== 'function') {
    throw invalidArgument('original', 'of type function', original);
  }
  const { [custom]: own, [promisifyNames]: names } = original as Promisifiable;
  if (own) {
    if (typeof own === 'function') return named(own as AnyFunction);
    throw invalidArgument('util.promisify.custom', 'of type function', own);
  }
  function promisified(this: unknown, ...args: unknown[]) {
    return new Promise((resolve, reject) => {
      const done = (error: unknown, ...values: unknown[]) => {
        if (error) reject(error);
        else if (names === undefined || values.length < 2) resolve(values[0]);
        else resolve(Object.fromEntries(names.map((name, index) => [name, values[index]])));
      };
      Reflect.apply(original as AnyFunction, this, [...args, done]);
    });
  }
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  return Object.defineProperties(
    named(promisified),
    Object.getOwnPropertyDescriptors(original),
  ) as AnyFunction;
}
promisify.custom = custom;

/** Promisifying it again gives itself. */
function named(promisified: AnyFunction): AnyFunction {
  // Those of the timers are, and may be frozen.
  if (Object.getOwnPropertyDescriptor(promisified, custom)?.value === promisified)
    return promisified;
  return Object.defineProperty(promisified, custom, {
    value: promisified,
    configurable: true,
    enumerable: false,
  });
}

/** A function that returns a promise, as one that takes a callback last. */
export function callbackify(original: unknown): AnyFunction {
  if (typeof original !== 'function') {
    throw invalidArgument('original', 'of type function', original);
  }
  function callbackified(this: unknown, ...args: unknown[]): void {
    const done = args.pop();
    if (typeof done !== 'function') {
      throw invalidArgument('last argument', 'of type function', done);
    }
    const settled = Reflect.apply(original as AnyFunction, this, args) as Promise<unknown>;
    settled.then(
      (value) => nextTick(() => done(null, value)),
      (reason) => nextTick(() => done(reason || falsyReason(reason))),
    );
  }
  const descriptors = Object.getOwnPropertyDescriptors(original) as PropertyDescriptorMap;
  if (typeof descriptors.name?.value === 'string') descriptors.name.value += 'Callbackified';
  if (typeof descriptors.length?.value === 'number') descriptors.length.value += 1;
  return Object.defineProperties(callbackified, descriptors) as AnyFunction;
}

/** A callback can only tell an error from none when it is truthy. */
function falsyReason(reason: unknown): Error {
  const message = 'Promise was rejected with falsy value';
  return Object.assign(nodeError(Error, 'ERR_FALSY_VALUE_REJECTION', message), { reason });
}
