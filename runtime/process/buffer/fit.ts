/**
 * Fits the package `buffer` to Node 20, in place, since everything here shares its class: base64url,
 * UTF-8 as the engine decodes it, and the errors and looks of Node's own.
 */
import type { Buffer as NodeBuffer } from 'buffer';
import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument, nodeError, received } from '../errors/node-error.ts';
import { type Inspect, inspectCustom } from '../web/inspect.ts';
import { fitNumbers } from './numbers.ts';

type BufferClass = typeof NodeBuffer;
type Method = (this: unknown, ...args: unknown[]) => unknown;
type Members = Record<PropertyKey, Method>;

const MAX_LENGTH = 2 ** 32;
const SHOWN_BYTES = 50;

export function fitBuffer(Buffer: BufferClass): void {
  // Node's own, in tests, has all of it.
  if (Buffer.isEncoding('base64url')) return;
  const statics = Buffer as unknown as Members;
  const methods = Buffer.prototype as unknown as Members;
  fitEncodings(statics, methods);
  fitErrors(statics);
  fitNumbers(methods);
  addMissing(statics, methods);
  define(methods, inspectCustom, inspectBuffer);
}

function fitEncodings(statics: Members, methods: Members): void {
  // base64's own decoder takes both alphabets.
  for (const [object, name] of [
    ...['from', 'alloc', 'byteLength'].map((each) => [statics, each] as const),
    ...['write', 'fill', 'indexOf', 'lastIndexOf', 'includes'].map(
      (each) => [methods, each] as const,
    ),
  ]) {
    wrap(
      object,
      name,
      (original) =>
        function (this: unknown, ...args) {
          const known = args.map((arg) => (isBase64Url(arg) ? 'base64' : arg));
          if (args.includes('hex')) args[0] = wholePairs(args[0]);
          return Reflect.apply(original, this, [args[0], ...known.slice(1)]);
        },
    );
  }
  wrap(
    statics,
    'isEncoding',
    (original) => (encoding) => isBase64Url(encoding) || original(encoding),
  );
  wrap(
    methods,
    'toString',
    (original) =>
      function (this: unknown, ...args) {
        const [encoding, start, end] = args;
        const bytes = this as Uint8Array;
        if (encoding === undefined || /^utf-?8$/i.test(`${encoding}`)) {
          return utf8(bytes, start, end);
        }
        if (isBase64Url(encoding)) {
          const text = Reflect.apply(original, this, ['base64', start, end]) as string;
          return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
        }
        return withCodes(() => Reflect.apply(original, this, args));
      },
  );
}

/** Node stops where hexadecimal digits do. */
function wholePairs(text: unknown): unknown {
  return typeof text === 'string' ? (/^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? '') : text;
}

function isBase64Url(encoding: unknown): boolean {
  return typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function utf8(bytes: Uint8Array, start: unknown, end: unknown): string {
  const from = Math.max(0, Math.trunc(Number(start ?? 0)) || 0);
  const to = Math.min(
    bytes.length,
    end === undefined ? bytes.length : Math.trunc(Number(end)) || 0,
  );
  if (to <= from) return '';
  return decoder.decode(new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from));
}

function fitErrors(statics: Members): void {
  wrap(
    statics,
    'from',
    (original) =>
      function (this: unknown, ...args) {
        return withCodes(() => Reflect.apply(original, this, args), args[0]);
      },
  );
  for (const name of ['alloc', 'allocUnsafe', 'allocUnsafeSlow']) {
    wrap(
      statics,
      name,
      (original) =>
        function (this: unknown, ...args) {
          const [size] = args;
          if (typeof size !== 'number') throw invalidArgument('size', 'of type number', size);
          if (!(size >= 0 && size <= MAX_LENGTH)) {
            throw outOfRange('size', `>= 0 && <= ${MAX_LENGTH}`, size);
          }
          return withCodes(() => Reflect.apply(original, this, args));
        },
    );
  }
}

/** Runs a call of the package, whose errors have no codes. */
function withCodes<T>(call: () => T, value?: unknown): T {
  try {
    return call();
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    if (code !== undefined) throw error;
    if (message.startsWith('Unknown encoding')) {
      throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', message);
    }
    if (message.includes('outside of buffer bounds')) {
      throw nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', message);
    }
    if (!message.includes('argument must')) throw error;
    const expected =
      'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array ' +
      `or an Array-like Object. Received ${received(value)}`;
    throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', expected);
  }
}

function addMissing(statics: Members, methods: Members): void {
  // The package wants Buffers, and finds no empty text.
  for (const name of ['equals', 'compare']) {
    wrap(
      methods,
      name,
      (original) =>
        function (this: unknown, ...args) {
          const [other, ...places] = args;
          const isBare = other instanceof Uint8Array && !statics.isBuffer?.(other);
          const bytes = isBare ? (statics.from as Method)(other) : other;
          return Reflect.apply(original, this, [bytes, ...places]);
        },
    );
  }
  wrap(
    methods,
    'indexOf',
    (original) =>
      function (this: unknown, ...args) {
        const isEmpty = args[0] === '' && args.length === 1;
        return isEmpty ? 0 : Reflect.apply(original, this, args);
      },
  );
  for (const end of ['LE', 'BE']) {
    methods[`readBigUint64${end}`] = methods[`readBigUInt64${end}`] as Method;
    methods[`writeBigUint64${end}`] = methods[`writeBigUInt64${end}`] as Method;
  }
  define(statics, 'copyBytesFrom', (view, offset = 0, length?) => {
    if (!ArrayBuffer.isView(view) || view instanceof DataView) {
      throw invalidArgument('view', 'an instance of TypedArray', view);
    }
    const from = checkedCount('offset', offset);
    const end = length === undefined ? undefined : from + checkedCount('length', length);
    const part = (view as Uint8Array).subarray(from, end);
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    return (statics.from as Method)(bytes);
  });
}

function checkedCount(name: string, count: unknown): number {
  if (typeof count !== 'number') throw invalidArgument(name, 'of type number', count);
  if (!Number.isInteger(count)) throw outOfRange(name, 'an integer', count);
  if (count < 0) throw outOfRange(name, '>= 0 && <= 9007199254740991', count);
  return count;
}

/** `<Buffer 68 69>`, and how many bytes more there are. */
function inspectBuffer(this: unknown, ...args: unknown[]): string {
  const [, options, inspect] = args as [number, object, Inspect];
  const buffer = this as Uint8Array & Record<string, unknown>;
  const shown = Array.from(buffer.subarray(0, SHOWN_BYTES), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const more = buffer.length - SHOWN_BYTES;
  if (more > 0) shown.push(`... ${more} more byte${more > 1 ? 's' : ''}`);
  const named = Object.keys(buffer).filter((key) => !/^\d+$/.test(key));
  const members = named.map((key) => `${key}: ${inspect(buffer[key], options)}`);
  const inside = [shown.join(' '), ...members].filter((part) => part !== '').join(', ');
  return `<${buffer.constructor.name}${inside === '' ? '' : ` ${inside}`}>`;
}

function wrap(object: Members, name: string, make: (original: Method) => Method): void {
  define(object, name, make(object[name] as Method));
}

function define(object: Members, name: PropertyKey, value: Method): void {
  if (typeof name === 'string') Object.defineProperty(value, 'name', { value: name });
  Object.defineProperty(object, name, { value, writable: true, configurable: true });
}
