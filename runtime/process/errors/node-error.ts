/** An error of Node's own: `TypeError [ERR_INVALID_ARG_TYPE]: …`. */
export type NodeError<E extends Error = Error> = E & { code: string };

/**
 * Makes an error that prints, and carries its code, as Node's own do.
 * Codes and messages: https://nodejs.org/docs/latest-v20.x/api/errors.html
 */
export function nodeError<E extends Error>(
  base: new (message: string) => E,
  code: string,
  message: string,
): NodeError<E> {
  const error = new base(message) as NodeError<E>;
  const title = `${error.name} [${code}]`;
  if (error.stack?.startsWith(error.name)) {
    const stack = title + error.stack.slice(error.name.length);
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
  }
  const print = () => `${title}: ${message}`;
  Object.defineProperty(error, 'toString', {
    value: print,
    writable: true,
    configurable: true,
  });
  error.code = code;
  return error;
}

/** An argument of the wrong type, in Node's words. `expected` is a phrase: `of type string`. */
export function invalidArgument(name: string, expected: string, actual: unknown): NodeError {
  const kind = name.includes('.') ? 'property' : 'argument';
  const message = `The "${name}" ${kind} must be ${expected}. Received ${received(actual)}`;
  return nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', message);
}

/** A number that is none of those allowed, in Node's words. */
export function outOfRange(name: string, expected: string, actual: number): NodeError {
  const message = `The value of "${name}" is out of range. It must be ${expected}. Received ${actual}`;
  return nodeError(RangeError, 'ERR_OUT_OF_RANGE', message);
}

/** A value as it is named in these messages: `type number (5)`. */
export function received(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object') {
    const maker = value.constructor?.name;
    return maker === undefined || maker === '' ? 'an object' : `an instance of ${maker}`;
  }
  const text = typeof value === 'string' ? `'${shorten(value)}'` : String(value);
  return `type ${typeof value} (${text})`;
}

function shorten(text: string): string {
  return text.length > 28 ? `${text.slice(0, 25)}...` : text;
}
