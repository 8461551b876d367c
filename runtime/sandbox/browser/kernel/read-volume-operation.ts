import type { Entry, VolumeOperation } from '../../../process/fs/operation.ts';
import { VOLUME_LIMIT_BYTES } from '../../../process/fs/volume.ts';
import { integer, number, object, oneOf, text, type Untrusted } from './read-fields.ts';
import { ProtocolViolation } from './violation.ts';

const KINDS = [
  ...(['create', 'mkdir', 'link', 'unlink', 'rmdir', 'rename'] as const),
  ...(['write', 'truncate', 'chmod', 'utimes', 'fsync'] as const),
];

/** Linux's limit on a name, in bytes; characters are never more. */
const LONGEST_NAME = 255;

/** Reads what a process has done to its volume. Throws a ProtocolViolation when it is no operation. */
export function readVolumeOperation(value: unknown): VolumeOperation {
  const from = object(value, 'operation');
  const kind = oneOf(from, 'kind', KINDS);
  const inode = () => inodeOf(from, 'inode');
  const timed = () => ({ atMs: number(from, 'atMs') });
  const mode = () => integer(from, 'mode', 0, 0o7777);
  switch (kind) {
    case 'create':
    case 'mkdir':
      return { kind, at: entry(from.at), inode: inode(), mode: mode(), ...timed() };
    case 'link':
      return { kind, inode: inode(), to: entry(from.to), ...timed() };
    case 'unlink':
    case 'rmdir':
      return { kind, at: entry(from.at), ...timed() };
    case 'rename':
      return { kind, from: entry(from.from), to: entry(from.to), ...timed() };
    case 'write': {
      const offset = integer(from, 'offset', 0, VOLUME_LIMIT_BYTES);
      return { kind, inode: inode(), offset, bytes: bytesOf(from.bytes), ...timed() };
    }
    case 'truncate':
      return {
        kind,
        inode: inode(),
        bytes: integer(from, 'bytes', 0, VOLUME_LIMIT_BYTES),
        ...timed(),
      };
    case 'chmod':
      return { kind, inode: inode(), mode: mode(), ...timed() };
    case 'utimes': {
      const [accessedMs, modifiedMs] = [number(from, 'accessedMs'), number(from, 'modifiedMs')];
      return { kind, inode: inode(), accessedMs, modifiedMs, ...timed() };
    }
    case 'fsync':
      return { kind, inode: inode() };
  }
}

function entry(value: unknown): Entry {
  const from = object(value, 'entry');
  return { directory: inodeOf(from, 'directory'), name: text(from, 'name', LONGEST_NAME) };
}

function inodeOf(from: Untrusted, name: string): number {
  return integer(from, name, 1, Number.MAX_SAFE_INTEGER);
}

function bytesOf(value: unknown): Uint8Array {
  const isOwn =
    value instanceof Uint8Array &&
    value.buffer instanceof ArrayBuffer &&
    value.byteLength === value.buffer.byteLength;
  if (isOwn && value.byteLength <= VOLUME_LIMIT_BYTES) return value;
  throw new ProtocolViolation('bytes are none of a file');
}
