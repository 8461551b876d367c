import {
  format,
  formatWithOptions,
  inspect,
  stripVTControlCharacters,
} from 'node-inspect-extracted';
import { invalidArgument } from '../errors/node-error.ts';
import { notAvailable } from '../errors/not-available.ts';
import { currentProcess } from '../process/process.ts';

/** node:util, as far as it is here. https://nodejs.org/docs/latest-v20.x/api/util.html */
export { format, formatWithOptions, inspect, stripVTControlCharacters };

type AnyFunction = (...args: unknown[]) => unknown;

const custom = Symbol.for('nodejs.util.promisify.custom');

/** A function that takes a callback last, as one that returns a promise. */
export function promisify(original: unknown): AnyFunction {
  if (typeof original !== 'function') {
    throw invalidArgument('original', 'of type function', original);
  }
  const own = (original as AnyFunction & { [custom]?: AnyFunction })[custom];
  if (own !== undefined) return own;
  function promisified(this: unknown, ...args: unknown[]) {
    return new Promise((resolve, reject) => {
      const done = (error: unknown, value: unknown) => (error ? reject(error) : resolve(value));
      (original as AnyFunction).call(this, ...args, done);
    });
  }
  return Object.defineProperty(promisified, 'name', { value: original.name });
}
promisify.custom = custom;

/** A function that returns a promise, as one that takes a callback last. */
export function callbackify(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]) {
    const done = args.pop() as AnyFunction;
    const settled = original.apply(this, args) as Promise<unknown>;
    settled.then(
      (value) => currentProcess().nextTick(done, null, value),
      (error) => currentProcess().nextTick(done, error),
    );
  };
}

export function inherits(child: AnyFunction, parent: AnyFunction): void {
  Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(child.prototype, parent.prototype);
}

/** Warns when the function is first called. */
export function deprecate(original: AnyFunction, message: string, code?: string): AnyFunction {
  let warned = false;
  return function (this: unknown, ...args: unknown[]) {
    if (!warned) {
      warned = true;
      currentProcess().emitWarning(message, { type: 'DeprecationWarning', ...(code && { code }) });
    }
    return original.apply(this, args);
  };
}

const tag = (name: string) => (value: unknown) =>
  Object.prototype.toString.call(value) === `[object ${name}]`;

export const types = {
  isAsyncFunction: tag('AsyncFunction'),
  isDate: tag('Date'),
  isGeneratorFunction: tag('GeneratorFunction'),
  isMap: tag('Map'),
  isNativeError: (value: unknown) => value instanceof Error,
  isPromise: tag('Promise'),
  isRegExp: tag('RegExp'),
  isSet: tag('Set'),
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: tag('Uint8Array'),
};

export const isDeepStrictEqual = notAvailable('util.isDeepStrictEqual', 'Compare field by field.');
export const parseArgs = notAvailable('util.parseArgs', 'A service is configured by process.env.');
export const styleText = notAvailable('util.styleText', 'Output here has no colours.');

export const TextEncoder = globalThis.TextEncoder;
export const TextDecoder = globalThis.TextDecoder;
