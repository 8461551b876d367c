import { inspect } from 'node-inspect-extracted';
import { type NodeError, nodeError } from './node-error.ts';

/** A number outside its range, in Node's words. `range` is a phrase: `>= 0 && <= 255`. */
export function outOfRange(name: string, range: string, actual: unknown): NodeError<RangeError> {
  const message = `The value of "${name}" is out of range. It must be ${range}. Received ${shown(actual)}`;
  return nodeError(RangeError, 'ERR_OUT_OF_RANGE', message);
}

/** A value of the right type that makes no sense, in Node's words. `rule` is a phrase: `is invalid`. */
export function invalidValue(name: string, actual: unknown, rule = 'is invalid'): NodeError {
  const kind = name.includes('.') ? 'property' : 'argument';
  const message = `The ${kind} '${name}' ${rule}. Received ${inspect(actual)}`;
  return nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
}

/** Node separates the thousands of long numbers in these messages. */
function shown(value: unknown): string {
  const isLong =
    (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 2 ** 32) ||
    (typeof value === 'bigint' && (value > 2n ** 32n || value < -(2n ** 32n)));
  if (!isLong) return typeof value === 'bigint' ? `${value}n` : inspect(value);
  const digits = String(value).replace(/(?<=\d)(?=(\d{3})+$)/g, '_');
  return typeof value === 'bigint' ? `${digits}n` : digits;
}
