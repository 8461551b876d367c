import { Buffer } from 'buffer';
import { invalidValue, outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';
import { AbortSignal } from '../web/abort/abort-signal.ts';
import { TextDecoder } from '../web/encoding/text-decoder.ts';
import { EngineURL } from '../web/url/url.ts';
import { constants } from './constants.ts';

/** Reads the arguments of fs's functions as Node does, and refuses them in Node's words. */

const MAX_DESCRIPTOR = 2 ** 31 - 1;

/** A path as text, from a string, a Buffer or a file: URL. */
export function pathOf(value: unknown, name = 'path'): string {
  let path = value;
  if (value instanceof EngineURL) path = pathOfUrl(value);
  else if (value instanceof Uint8Array) path = new TextDecoder().decode(value);
  if (typeof path !== 'string') {
    throw invalidArgument(name, 'of type string or an instance of Buffer or URL', value);
  }
  if (path.includes('\0')) {
    const rule = 'must be a string, Uint8Array, or URL without null bytes';
    throw invalidValue(name, path, rule);
  }
  return path;
}

function pathOfUrl(url: URL): string {
  if (url.protocol !== 'file:') throw invalidValue('path', url.href, 'must be a file: URL');
  return decodeURIComponent(url.pathname);
}

export function descriptorOf(value: unknown): number {
  if (typeof value !== 'number') throw invalidArgument('fd', 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange('fd', 'an integer', value);
  if (value < 0 || value > MAX_DESCRIPTOR) {
    throw outOfRange('fd', `>= 0 && <= ${MAX_DESCRIPTOR}`, value);
  }
  return value;
}

export interface FileOptions {
  readonly encoding: BufferEncoding | null;
  /** The open flags, as numbers of `constants`. */
  readonly flag: number;
  readonly mode: number;
  /** fsync before the file is closed. */
  readonly flush: boolean;
  readonly signal: AbortSignal | null;
}

/** The options of readFile, writeFile and their like: an encoding, or an object. */
export function fileOptionsOf(
  value: unknown,
  defaults: { encoding: BufferEncoding | null; flag: string },
): FileOptions {
  const given = optionsOf(value);
  return {
    encoding: given.encoding === undefined ? defaults.encoding : encodingOf(given.encoding),
    flag: flagsOf(given.flag ?? defaults.flag),
    mode: modeOf(given.mode, 0o666),
    flush: given.flush === true,
    signal: given.signal instanceof AbortSignal ? given.signal : null,
  };
}

/** Options as an object; text stands for an encoding. */
export function optionsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null || typeof value === 'function') return {};
  if (typeof value === 'string') return { encoding: value };
  if (typeof value !== 'object') {
    throw invalidArgument('options', 'one of type string or object', value);
  }
  return value as Record<string, unknown>;
}

/** A text encoding that Buffer knows; null and `buffer` ask for bytes. */
export function encodingOf(value: unknown): BufferEncoding | null {
  if (value === null || value === undefined || value === 'buffer') return null;
  if (typeof value === 'string' && Buffer.isEncoding(value)) return value;
  throw invalidValue('encoding', value, 'is invalid encoding');
}

const FLAGS: Readonly<Record<string, number>> = {
  r: constants.O_RDONLY,
  rs: constants.O_RDONLY | constants.O_SYNC,
  'r+': constants.O_RDWR,
  'rs+': constants.O_RDWR | constants.O_SYNC,
  w: constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY,
  wx: constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY | constants.O_EXCL,
  'w+': constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR,
  'wx+': constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR | constants.O_EXCL,
  a: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY,
  ax: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_EXCL,
  as: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_SYNC,
  'a+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR,
  'ax+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | constants.O_EXCL,
  'as+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | constants.O_SYNC,
};

/** Open flags: a number, or text such as `w` and `r+`. */
export function flagsOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value === undefined || value === null) return constants.O_RDONLY;
  const flags = typeof value === 'string' ? (FLAGS[value] ?? FLAGS[swapped(value)]) : undefined;
  if (flags === undefined) throw invalidValue('flags', value);
  return flags;
}

/** Node takes `xw` and `sr+` for `wx` and `rs+` too. */
function swapped(flags: string): string {
  return (flags[1] ?? '') + (flags[0] ?? '') + flags.slice(2);
}

/** Permission bits: a number, or octal digits. */
export function modeOf(value: unknown, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'string') {
    if (/^[0-7]+$/.test(value)) return Number.parseInt(value, 8);
    throw invalidValue('mode', value, 'must be a 32-bit unsigned integer or an octal string');
  }
  if (typeof value !== 'number') throw invalidArgument('mode', 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange('mode', 'an integer', value);
  if (value < 0 || value >= 2 ** 32) throw outOfRange('mode', '>= 0 && <= 4294967295', value);
  return value;
}

/** What is to be written, as bytes. */
export function bytesOf(
  value: unknown,
  encoding: BufferEncoding | null,
  name = 'data',
): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value, encoding ?? 'utf8');
  if (ArrayBuffer.isView(value)) return viewOf(value);
  const expected = 'of type string or an instance of Buffer, TypedArray, or DataView';
  throw invalidArgument(name, expected, value);
}

/** The memory of any typed array or DataView, as bytes. */
export function viewOf(value: ArrayBufferView): Uint8Array {
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** A moment: a Date, or seconds since the Unix epoch as number or text. In milliseconds. */
export function timeOf(value: unknown): number {
  const seconds = typeof value === 'string' ? Number(value) : value;
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return seconds * 1000;
  if (value instanceof Date) return value.getTime();
  throw invalidArgument('time', 'an instance of Date or an Time in seconds', value);
}

/** A length or position in bytes. */
export function countOf(value: unknown, name: string, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  return value;
}

/** Where to read or write; null where the last read or write ended. */
export function positionOf(value: unknown): number | null {
  if (typeof value === 'bigint') return value < 0n ? null : Number(value);
  return typeof value === 'number' && value >= 0 ? value : null;
}
