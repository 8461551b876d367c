import { Buffer } from 'buffer';
import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';
import { viewOf } from './bytes.ts';

export interface RandomHost {
  /** Fills the bytes with random ones. */
  readonly random: (bytes: Uint8Array) => void;
  /** Runs a callback in a later turn of the event loop, and keeps the process alive until then. */
  readonly later: (run: () => void) => void;
  /** The class that the process knows under this name. */
  readonly DOMException: new (
    message: string,
    name: string,
  ) => Error;
}

const MAX_SIZE = 2 ** 31 - 1;
/** randomInt draws so many bytes, and its ranges go as far as they do. */
const DRAW_BYTES = 6;
const DRAWS = 2 ** (8 * DRAW_BYTES);
const QUOTA_BYTES = 65_536;

type Callback<T> = (error: null | undefined, value: T) => void;

/** Everything in node:crypto that draws from the host's randomness. */
export function createRandom({ random, later, DOMException }: RandomHost) {
  function randomBytes(size: unknown, callback?: unknown) {
    const bytes = checkedSize(size);
    checkCallback(callback, callback !== undefined);
    const buffer = Buffer.alloc(bytes);
    return deliver(
      callback,
      () => {
        random(buffer);
        return buffer;
      },
      null,
    );
  }

  function randomFillSync<T>(buffer: T, offset?: unknown, size?: unknown): T {
    random(part(buffer, offset, size));
    return buffer;
  }

  function randomFill(buffer: unknown, ...rest: unknown[]): void {
    const callback = rest.pop();
    checkCallback(callback, true);
    const target = part(buffer, rest[0], rest[1]);
    deliver(
      callback,
      () => {
        random(target);
        return buffer;
      },
      null,
    );
  }

  /** A whole number from min (0 when left out) up to, not including, max; every one as likely. */
  function randomInt(...given: unknown[]) {
    const hasMin = given.length > 1 && typeof given[1] !== 'function' && given[1] !== undefined;
    const [min, max, callback] = hasMin ? given : [0, given[0], given[1]];
    checkCallback(callback, callback !== undefined);
    checkInteger('min', min);
    checkInteger('max', max);
    if (max <= min) {
      throw outOfRange('max', `greater than the value of "min" (${min})`, max);
    }
    const range = max - min;
    if (range > DRAWS - 1) throw outOfRange(hasMin ? 'max - min' : 'max', `<= ${DRAWS - 1}`, range);
    return deliver(callback, () => min + below(range), undefined);
  }

  /** Draws again when the draw falls into the incomplete last stretch of equal size. */
  function below(range: number): number {
    const limit = DRAWS - (DRAWS % range);
    const bytes = Buffer.alloc(DRAW_BYTES);
    let draw: number;
    do {
      random(bytes);
      draw = bytes.readUIntBE(0, DRAW_BYTES);
    } while (draw >= limit);
    return draw % range;
  }

  /** A random UUID (RFC 9562, version 4). */
  function randomUUID(options?: unknown): string {
    checkUuidOptions(options);
    const bytes = Buffer.alloc(16);
    random(bytes);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /** Fills an array of whole numbers, at most 65,536 bytes of it. */
  function getRandomValues<T>(array: T): T {
    const isFloat = array instanceof Float32Array || array instanceof Float64Array;
    if (!ArrayBuffer.isView(array) || array instanceof DataView || isFloat) {
      const message = 'The data argument must be an integer-type TypedArray';
      throw new DOMException(message, 'TypeMismatchError');
    }
    if (array.byteLength > QUOTA_BYTES) {
      throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    }
    random(viewOf(array));
    return array;
  }

  /** To the callback in a later turn, where there is one; otherwise at once. Node's randomInt calls
   * back with an undefined error, the others with null. */
  function deliver<T>(callback: unknown, make: () => T, noError: null | undefined): T | undefined {
    if (typeof callback !== 'function') return make();
    later(() => (callback as Callback<T>)(noError, make()));
    return undefined;
  }

  return { randomBytes, randomFill, randomFillSync, randomInt, randomUUID, getRandomValues };
}

function checkedSize(size: unknown): number {
  if (typeof size !== 'number') throw invalidArgument('size', 'of type number', size);
  if (!(size >= 0 && size <= MAX_SIZE)) throw outOfRange('size', `>= 0 && <= ${MAX_SIZE}`, size);
  return Math.trunc(size);
}

function checkInteger(name: string, value: unknown): asserts value is number {
  if (!Number.isSafeInteger(value)) throw invalidArgument(name, 'a safe integer', value);
}

function checkCallback(callback: unknown, needed: boolean): void {
  if (needed && typeof callback !== 'function') {
    throw invalidArgument('callback', 'of type function', callback);
  }
}

function checkUuidOptions(options: unknown): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null) {
    throw invalidArgument('options', 'of type object', options);
  }
  const { disableEntropyCache } = options as { disableEntropyCache?: unknown };
  if (disableEntropyCache !== undefined && typeof disableEntropyCache !== 'boolean') {
    throw invalidArgument('options.disableEntropyCache', 'of type boolean', disableEntropyCache);
  }
}

/** The part of a buffer that is to be filled; offset and size count its elements. */
function part(buffer: unknown, offset: unknown = 0, size?: unknown): Uint8Array {
  if (!ArrayBuffer.isView(buffer) && !(buffer instanceof ArrayBuffer)) {
    throw invalidArgument('buf', 'an instance of ArrayBuffer or ArrayBufferView', buffer);
  }
  const view = ArrayBuffer.isView(buffer) ? viewOf(buffer) : new Uint8Array(buffer);
  const width = (buffer as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
  const start = counted('offset', offset, width, view.length);
  const length = size === undefined ? view.length - start : counted('size', size, width, MAX_SIZE);
  if (start + length > view.length) {
    throw outOfRange('size + offset', `<= ${view.length}`, start + length);
  }
  return view.subarray(start, start + length);
}

function counted(name: string, value: unknown, width: number, limit: number): number {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  const bytes = value * width;
  if (!(bytes >= 0 && bytes <= limit)) throw outOfRange(name, `>= 0 && <= ${limit}`, bytes);
  return bytes;
}
