import type { CHash } from '@noble/hashes/utils.js';
import { Buffer } from 'buffer';
import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { hashes } from '../on-demand/index.ts';
import { viewOf } from './bytes.ts';
import { digestNamed } from './digests.ts';

type Derived = (error: null, key: unknown) => void;

/** Node's defaults for scrypt. */
const SCRYPT = { cost: 16_384, blockSize: 8, parallelization: 1 };

/** The functions that make keys of passwords or of other keys. */
export function createDerivations(later: (run: () => void) => void) {
  function pbkdf2Sync(password: unknown, salt: unknown, ...rest: unknown[]): Buffer {
    const [iterations, bytes, digest] = rest;
    const hash = hashNamed(digest);
    const options = {
      c: positive('iterations', iterations),
      dkLen: length('keylen', bytes),
    };
    return toBuffer(
      hashes().pbkdf2(hash, bytesOf('password', password), bytesOf('salt', salt), options),
    );
  }

  function hkdfSync(digest: unknown, key: unknown, ...rest: unknown[]): ArrayBuffer {
    const [salt, info, bytes] = rest;
    const derived = hashes().hkdf(
      hashNamed(digest),
      bytesOf('ikm', key),
      bytesOf('salt', salt),
      bytesOf('info', info),
      length('length', bytes),
    );
    return derived.slice().buffer as ArrayBuffer;
  }

  function scryptSync(password: unknown, salt: unknown, ...rest: unknown[]): Buffer {
    const [bytes, options = {}] = rest as [unknown, Record<string, number>?];
    const derived = hashes().scrypt(bytesOf('password', password), bytesOf('salt', salt), {
      N: options.cost ?? options.N ?? SCRYPT.cost,
      r: options.blockSize ?? options.r ?? SCRYPT.blockSize,
      p: options.parallelization ?? options.p ?? SCRYPT.parallelization,
      dkLen: length('keylen', bytes),
    });
    return toBuffer(derived);
  }

  /** The form with a callback: wrong arguments are thrown at once, the key comes in a later turn. */
  const deferred =
    (derive: (...args: never[]) => unknown) =>
    (...args: unknown[]): void => {
      const callback = args.pop();
      if (typeof callback !== 'function') {
        throw invalidArgument('callback', 'of type function', callback);
      }
      const key = derive(...(args as never[]));
      later(() => (callback as Derived)(null, key));
    };

  return {
    pbkdf2: deferred(pbkdf2Sync),
    pbkdf2Sync,
    hkdf: deferred(hkdfSync),
    hkdfSync,
    scrypt: deferred(scryptSync),
    scryptSync,
  };
}

function hashNamed(digest: unknown): CHash {
  if (typeof digest !== 'string') throw invalidArgument('digest', 'of type string', digest);
  const hash = digestNamed(digest);
  if (hash !== undefined) return hash;
  throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${digest}`);
}

function bytesOf(name: string, value: unknown): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value);
  if (ArrayBuffer.isView(value)) return viewOf(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  const expected = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
  throw invalidArgument(name, expected, value);
}

function positive(name: string, value: unknown): number {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  if (!(Number.isInteger(value) && value >= 1))
    throw outOfRange(name, '>= 1 && <= 2147483647', value);
  return value;
}

function length(name: string, value: unknown): number {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  if (!(Number.isInteger(value) && value >= 0))
    throw outOfRange(name, '>= 0 && <= 2147483647', value);
  return value;
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
