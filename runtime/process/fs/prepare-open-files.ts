import { Buffer } from 'buffer';
import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';
import {
  bytesOf,
  countOf,
  descriptorOf,
  encodingOf,
  flagsOf,
  modeOf,
  optionsOf,
  pathOf,
  positionOf,
  timeOf,
  viewOf,
} from './arguments.ts';
import type { Files } from './prepared.ts';
import { Stats } from './stats.ts';

export interface ReadResult {
  readonly bytesRead: number;
  readonly buffer: ArrayBufferView;
}

export interface WriteResult {
  readonly bytesWritten: number;
  readonly buffer: unknown;
}

const DEFAULT_READ_BYTES = 16 * 1024;

/** The functions that take a descriptor: open, read, write, fsync, close and their like. */
export function prepareOpenFiles(files: Files) {
  return {
    open(path: unknown, flags?: unknown, mode?: unknown) {
      const at = pathOf(path);
      const [asked, permissions] = [flagsOf(flags), modeOf(mode, 0o666)];
      return () => files.open.open(at, asked, permissions);
    },

    close(fd: unknown) {
      const file = descriptorOf(fd);
      return () => files.open.close(file);
    },

    /** read(fd, buffer, offset, length, position); all but fd may come as one object, or not at all. */
    read(fd: unknown, buffer?: unknown, ...rest: unknown[]) {
      const file = descriptorOf(fd);
      const { target, range } = readArguments(buffer, rest);
      const { offset, length, position } = rangeOf(range, target.byteLength, Infinity);
      return (): ReadResult => {
        const bytes = files.open.read(file, length, position);
        viewOf(target).set(bytes, offset);
        return { bytesRead: bytes.length, buffer: target };
      };
    },

    /** write(fd, buffer, offset, length, position) or write(fd, text, position, encoding). */
    write(fd: unknown, data: unknown, ...rest: unknown[]) {
      const file = descriptorOf(fd);
      if (typeof data === 'string') {
        const bytes = bytesOf(data, encodingOf(rest[1]));
        const position = positionOf(rest[0]);
        return (): WriteResult => ({
          bytesWritten: files.open.write(file, bytes, position),
          buffer: data,
        });
      }
      const all = bytesOf(data, null, 'buffer');
      const { offset, length, position } = rangeOf(rest, all.length, all.length);
      return (): WriteResult => ({
        bytesWritten: files.open.write(file, all.subarray(offset, offset + length), position),
        buffer: data,
      });
    },

    writev(fd: unknown, buffers: readonly ArrayBufferView[], position?: unknown) {
      const file = descriptorOf(fd);
      let at = positionOf(position);
      return () => {
        let bytesWritten = 0;
        for (const buffer of buffers) {
          const written = files.open.write(file, viewOf(buffer), at);
          bytesWritten += written;
          if (at !== null) at += written;
        }
        return { bytesWritten, buffers };
      };
    },

    fsync(fd: unknown) {
      const file = descriptorOf(fd);
      return () => files.open.sync(file, 'fsync');
    },

    fdatasync(fd: unknown) {
      const file = descriptorOf(fd);
      return () => files.open.sync(file, 'fdatasync');
    },

    ftruncate(fd: unknown, length?: unknown) {
      const file = descriptorOf(fd);
      const bytes = Math.max(0, countOf(length, 'len', 0));
      return () => files.open.truncate(file, bytes);
    },

    fstat(fd: unknown) {
      const file = descriptorOf(fd);
      return () => new Stats(files.open.inode(file, 'fstat'));
    },

    fchmod(fd: unknown, mode: unknown) {
      const file = descriptorOf(fd);
      const permissions = modeOf(mode, 0o666);
      return () => files.open.chmod(file, permissions);
    },

    futimes(fd: unknown, accessed: unknown, modified: unknown) {
      const file = descriptorOf(fd);
      const times = [timeOf(accessed), timeOf(modified)] as const;
      return () => files.open.utimes(file, ...times);
    },
  };
}

/** The buffer to read into: one is made where none is given. */
function readArguments(buffer: unknown, rest: unknown[]) {
  if (ArrayBuffer.isView(buffer)) return { target: buffer, range: rest };
  if (buffer === undefined || (typeof buffer === 'object' && buffer !== null)) {
    const options = optionsOf(buffer);
    const target = options.buffer ?? Buffer.alloc(DEFAULT_READ_BYTES);
    if (ArrayBuffer.isView(target)) return { target, range: [options] };
  }
  throw invalidArgument('buffer', 'an instance of Buffer, TypedArray, or DataView', buffer);
}

/** Which part of a buffer, and where in the file: three arguments, or an object that names them. */
function rangeOf(rest: unknown[], bufferBytes: number, offsetLimit: number) {
  const named = typeof rest[0] === 'object' && rest[0] !== null;
  const given = named
    ? optionsOf(rest[0])
    : { offset: rest[0], length: rest[1], position: rest[2] };
  const offset = countOf(given.offset, 'offset', 0);
  if (offset < 0 || offset > offsetLimit)
    throw outOfRange('offset', words(offset, offsetLimit), offset);
  const room = bufferBytes - offset;
  const length = countOf(given.length, 'length', room);
  if (length < 0 || length > room) throw outOfRange('length', words(length, room), length);
  return { offset, length, position: positionOf(given.position) };
}

function words(actual: number, limit: number): string {
  return actual < 0 ? '>= 0' : `<= ${limit}`;
}
