import type { StackMap } from '../../stack-map.ts';
import { ENGINE } from './engine.ts';

/** What V8 has on Error, and the other engines have in part. */
interface ErrorWithStacks {
  prepareStackTrace?: (error: Error, frames: readonly object[]) => string;
  captureStackTrace?: (target: object, below?: unknown) => void;
}

const errors = Error as unknown as ErrorWithStacks;

const KINDS = [
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
] as const;

const headlineOf = (error: object): string => Error.prototype.toString.call(error);

/**
 * From now on an error's `stack` is in Node's form and names the program's own files. V8 asks for
 * the text when it is first read. The other engines write it themselves, so that the errors which a
 * program makes are given another one when they are made. An error that the engine throws of its
 * own is given it when it is read (Firefox) or when it is printed (WebKit).
 */
export function writeStacksAsNode(stacks: StackMap): void {
  if (ENGINE === 'v8') {
    errors.prepareStackTrace = (error, frames) =>
      stacks.map([headlineOf(error), ...frames.map((frame) => `    at ${frame}`)].join('\n'));
    return;
  }
  const native = Object.getOwnPropertyDescriptor(Error.prototype, 'stack')?.get;
  const inNodesForm = (error: object, raw: unknown) =>
    `${headlineOf(error)}\n${stacks.map(String(raw ?? ''))}`.trimEnd();
  const rewrite = (error: object, raw: unknown) =>
    Object.defineProperty(error, 'stack', {
      value: inNodesForm(error, raw),
      writable: true,
      configurable: true,
      enumerable: false,
    });
  if (native !== undefined) rewriteWhenRead(native, inNodesForm);
  rewriteWhenCaptured(rewrite);
  rewriteWhenMade(rewrite, (error) => (native === undefined ? error.stack : native.call(error)));
}

/** Firefox reads the stacks of all errors by one getter. */
function rewriteWhenRead(
  native: () => unknown,
  inNodesForm: (error: object, raw: unknown) => string,
): void {
  const known = new WeakMap<object, string>();
  Object.defineProperty(Error.prototype, 'stack', {
    ...Object.getOwnPropertyDescriptor(Error.prototype, 'stack'),
    get(this: object) {
      const raw = native.call(this);
      if (typeof raw !== 'string') return raw;
      const text = known.get(this) ?? inNodesForm(this, raw);
      known.set(this, text);
      return text;
    },
  });
}

function rewriteWhenCaptured(rewrite: (error: object, raw: unknown) => void): void {
  const native = errors.captureStackTrace;
  if (native === undefined) return;
  errors.captureStackTrace = (target, below) => {
    const holder: { stack?: unknown } = {};
    native.call(Error, holder, below);
    rewrite(target, holder.stack);
  };
}

function rewriteWhenMade(
  rewrite: (error: object, raw: unknown) => void,
  rawStack: (error: Error) => unknown,
): void {
  const kinds = globalThis as unknown as Record<(typeof KINDS)[number], ErrorConstructor>;
  const finish = (error: Error): Error => {
    rewrite(error, rawStack(error));
    return error;
  };
  for (const kind of KINDS) {
    const made = new Proxy(kinds[kind], {
      apply: (target, _self, args) => finish(Reflect.construct(target, args)),
      construct: (target, args, newTarget) => finish(Reflect.construct(target, args, newTarget)),
    });
    made.prototype.constructor = made;
    if (kind !== 'Error') Object.setPrototypeOf(made, kinds.Error);
    kinds[kind] = made;
  }
}
