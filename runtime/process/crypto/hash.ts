import type { CHash, Hash as State } from '@noble/hashes/utils.js';
import type { Buffer } from 'buffer';
import { Transform } from 'readable-stream';
import { invalidArgument, type NodeError, nodeError } from '../errors/node-error.ts';
import { NotAvailableError } from '../errors/not-available.ts';
import { hashes } from '../on-demand/index.ts';
import { bytesOf, encoded } from './bytes.ts';
import { DIGEST_NAMES, digestNamed } from './digests.ts';

type Done = (error?: Error | null) => void;

/** What crypto.createHash gives: fed by `update` or as a stream, and read once. */
export class Hash extends Transform {
  readonly #state: State<unknown>;
  #finished = false;

  constructor(state: State<unknown>) {
    super();
    this.#state = state;
  }

  update(data: unknown, encoding?: unknown): this {
    this.#checkOpen();
    this.#state.update(bytesOf(data, encoding));
    return this;
  }

  /** The digest as a Buffer, or as text in an encoding. It can be asked for once. */
  digest(encoding?: unknown): Buffer | string {
    this.#checkOpen();
    this.#finished = true;
    return encoded(this.#state.digest(), encoding);
  }

  /** Another hash that has been fed the same so far. */
  copy(): Hash {
    this.#checkOpen();
    return new Hash(this.#state.clone() as State<unknown>);
  }

  override _transform(chunk: unknown, encoding: string, done: Done): void {
    this.update(chunk, encoding);
    done();
  }

  override _flush(done: Done): void {
    this.push(this.digest());
    done();
  }

  #checkOpen(): void {
    if (this.#finished) throw digestAlreadyCalled();
  }
}

/** What crypto.createHmac gives. */
export class Hmac extends Transform {
  readonly #state: State<unknown>;
  #finished = false;

  constructor(state: State<unknown>) {
    super();
    this.#state = state;
  }

  update(data: unknown, encoding?: unknown): this {
    if (this.#finished) throw digestAlreadyCalled();
    this.#state.update(bytesOf(data, encoding));
    return this;
  }

  /** The digest. Asked for again it is empty, as Node has it for Hmac. */
  digest(encoding?: unknown): Buffer | string {
    const bytes = this.#finished ? new Uint8Array(0) : this.#state.digest();
    this.#finished = true;
    return encoded(bytes, encoding);
  }

  override _transform(chunk: unknown, encoding: string, done: Done): void {
    this.update(chunk, encoding);
    done();
  }

  override _flush(done: Done): void {
    this.push(this.digest());
    done();
  }
}

export function createHash(algorithm: unknown, options?: unknown): Hash {
  checkAlgorithm(algorithm);
  const digest = digestNamed(algorithm);
  if (digest === undefined) throw new Error('Digest method not supported');
  if ((options as { outputLength?: unknown } | undefined)?.outputLength !== undefined) {
    throw new NotAvailableError('crypto.createHash with outputLength', 'Cut the digest instead.');
  }
  return new Hash(digest.create());
}

export function createHmac(algorithm: unknown, key: unknown): Hmac {
  if (typeof algorithm !== 'string') throw invalidArgument('hmac', 'of type string', algorithm);
  const secret = keyOf(key);
  const digest = digestNamed(algorithm);
  if (digest === undefined) {
    const error = new TypeError(`Invalid digest: ${algorithm}`);
    throw Object.assign(error, { code: 'ERR_CRYPTO_INVALID_DIGEST' });
  }
  return new Hmac(hashes().hmac.create(digest, secret));
}

/** crypto.hash: the digest of the whole input in one call, as hex unless asked otherwise. */
export function hash(algorithm: unknown, input: unknown, encoding: unknown = 'hex') {
  checkAlgorithm(algorithm);
  const bytes = bytesOf(input, 'utf8', 'input');
  const digest: CHash | undefined = digestNamed(algorithm);
  if (digest === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  return encoded(digest(bytes), encoding);
}

export function getHashes(): string[] {
  return [...DIGEST_NAMES];
}

function checkAlgorithm(algorithm: unknown): asserts algorithm is string {
  if (typeof algorithm !== 'string') {
    throw invalidArgument('algorithm', 'of type string', algorithm);
  }
}

function keyOf(key: unknown): Uint8Array {
  if (key instanceof ArrayBuffer) return new Uint8Array(key);
  if (typeof key === 'string' || ArrayBuffer.isView(key)) return bytesOf(key, 'utf8');
  const expected =
    'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey';
  throw invalidArgument('key', expected, key);
}

function digestAlreadyCalled(): NodeError {
  return nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
}
