import { type NodeError, nodeError } from '../errors/node-error.ts';

/** Errors about arguments in Node's own words, for the classes that are Node's and not undici's. */
export function missingArguments(...names: readonly string[]): NodeError {
  const quoted = names.map((name) => `"${name}"`).join(' and ');
  const noun = names.length === 1 ? 'argument' : 'arguments';
  return nodeError(TypeError, 'ERR_MISSING_ARGS', `The ${quoted} ${noun} must be specified`);
}

export function illegalConstructor(): NodeError {
  return nodeError(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
}

/** A number out of its range: `It must be >= 0 && <= 4294967295`. */
export function outOfRange(name: string, range: string, received: number): NodeError<RangeError> {
  const message = `The value of "${name}" is out of range. It must be ${range}. Received ${received}`;
  return nodeError(RangeError, 'ERR_OUT_OF_RANGE', message);
}
