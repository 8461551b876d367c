import { Buffer } from 'buffer';
import { AbortError } from '../errors/abort-error.ts';
import {
  bytesOf,
  countOf,
  descriptorOf,
  fileOptionsOf,
  flagsOf,
  modeOf,
  pathOf,
} from './arguments.ts';
import { constants } from './constants.ts';
import { fileError } from './file-error.ts';
import type { Files } from './prepared.ts';

/** The functions that take a file as a whole: readFile, writeFile, appendFile, copyFile, truncate. */
export function prepareWholeFiles(files: Files) {
  /** Runs with the descriptor given, or with one that is open meanwhile. */
  function withFile<T>(
    file: string | number,
    flags: number,
    mode: number,
    use: (fd: number) => T,
  ): T {
    if (typeof file === 'number') return use(file);
    const fd = files.open.open(file, flags, mode);
    try {
      return use(fd);
    } finally {
      files.open.close(fd);
    }
  }

  function readFile(file: unknown, options?: unknown) {
    const { encoding, flag, signal } = fileOptionsOf(options, { encoding: null, flag: 'r' });
    const from = fileOf(file);
    return () => {
      if (signal?.aborted) throw new AbortError(signal.reason);
      const bytes = withFile(from, flag, 0o666, (fd) => files.open.read(fd, Infinity, null));
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return encoding === null ? buffer : buffer.toString(encoding);
    };
  }

  function write(file: unknown, data: unknown, options: unknown, defaultFlag: string) {
    const given = fileOptionsOf(options, { encoding: 'utf8', flag: defaultFlag });
    const bytes = bytesOf(data, given.encoding);
    const to = fileOf(file);
    return () => {
      if (given.signal?.aborted) throw new AbortError(given.signal.reason);
      return withFile(to, given.flag, given.mode, (fd) => {
        files.open.write(fd, bytes, null);
        return given.flush ? files.open.sync(fd, 'fsync') : undefined;
      });
    };
  }

  return {
    readFile,

    writeFile(file: unknown, data: unknown, options?: unknown) {
      return write(file, data, options, 'w');
    },

    appendFile(file: unknown, data: unknown, options?: unknown) {
      return write(file, data, options, 'a');
    },

    copyFile(src: unknown, dest: unknown, mode?: unknown) {
      const path = pathOf(src, 'src');
      const to = pathOf(dest, 'dest');
      const flags = modeOf(mode, 0);
      return () => {
        const call = { syscall: 'copyfile', path, dest: to };
        const source = files.disk.inodeAt(path, call);
        const target = files.disk.find(to, call).inode;
        const exclusive = (flags & constants.COPYFILE_EXCL) !== 0;
        if (target !== null && exclusive) throw fileError('EEXIST', call);
        if (source.kind === 'directory') throw fileError('EISDIR', call);
        if (target?.kind === 'directory') throw fileError('EISDIR', call);
        if (source === target) return;
        const bytes = source.bytes.read();
        withFile(to, flagsOf('w'), source.mode, (fd) => files.open.write(fd, bytes, null));
      };
    },

    truncate(path: unknown, length?: unknown) {
      const at = pathOf(path);
      const bytes = Math.max(0, countOf(length, 'len', 0));
      return () => withFile(at, flagsOf('r+'), 0o666, (fd) => files.open.truncate(fd, bytes));
    },
  };
}

/** A number that cannot be a descriptor is taken for a path, and refused as one. */
function fileOf(file: unknown): string | number {
  const isDescriptor = typeof file === 'number' && Number.isInteger(file) && file >= 0;
  return isDescriptor ? descriptorOf(file) : pathOf(file);
}
