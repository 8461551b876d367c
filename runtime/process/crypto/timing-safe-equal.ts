import { viewOf } from './bytes.ts';

/** Compares bytes without stopping at the first difference, which would tell where it is. */
export function timingSafeEqual(buf1: unknown, buf2: unknown): boolean {
  const [left, right] = [bytesOf('buf1', buf1), bytesOf('buf2', buf2)];
  if (left.length !== right.length) {
    const error = new RangeError('Input buffers must have the same byte length');
    throw Object.assign(error, { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
  }
  let difference = 0;
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] as number);
  return difference === 0;
}

function bytesOf(name: string, value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return viewOf(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  const expected = 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
  const error = new TypeError(`The "${name}" argument must be ${expected}.`);
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}
