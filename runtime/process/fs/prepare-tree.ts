import { Buffer } from 'buffer';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { NotAvailableError } from '../errors/not-available.ts';
import { encodingOf, modeOf, optionsOf, pathOf, timeOf } from './arguments.ts';
import { type FileError, fileError } from './file-error.ts';
import type { Files } from './prepared.ts';
import { Dirent, Stats } from './stats.ts';
import type { Inode } from './volume.ts';

/** What mkdtemp puts after the prefix: so many letters and digits. */
const RANDOM_NAME_LENGTH = 6;
const NAME_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The functions that work on names: mkdir, readdir, rename, rm, stat and their like. */
export function prepareTree(files: Files) {
  function stat(syscall: 'stat' | 'lstat') {
    return (path: unknown, options?: unknown) => {
      const at = pathOf(path);
      const { bigint, throwIfNoEntry } = optionsOf(options);
      if (bigint === true) {
        throw new NotAvailableError('fs.stat with { bigint: true }', 'Use its numbers instead.');
      }
      return () => {
        try {
          return new Stats(files.disk.inodeAt(at, { syscall, path: at }));
        } catch (error) {
          const missing = ['ENOENT', 'ENOTDIR'].includes((error as FileError).code);
          if (throwIfNoEntry === false && missing) return undefined;
          throw error;
        }
      };
    };
  }

  /** Makes the directories that are missing on the way; returns the first, or undefined. */
  function mkdirAll(path: string, mode: number): string | undefined {
    const call = { syscall: 'mkdir', path };
    let first: string | undefined;
    for (const ancestor of ancestorsOf(path)) {
      const { inode } = files.disk.find(ancestor, call);
      if (inode === null) {
        files.disk.mkdir(ancestor, mode);
        first ??= ancestor;
      } else if (inode.kind === 'file') {
        throw fileError(ancestor === path ? 'EEXIST' : 'ENOTDIR', call);
      }
    }
    return first;
  }

  /** What the path names; null when it, or a directory on the way, is not there. */
  function found(path: string): Inode | null {
    try {
      return files.disk.find(path, { syscall: 'lstat', path }).inode;
    } catch (error) {
      if ((error as FileError).code === 'ENOENT') return null;
      throw error;
    }
  }

  function removeAll(path: string, inode: Inode): void {
    if (inode.kind === 'directory') {
      for (const [name, child] of files.disk.list(path)) removeAll(joined(path, name), child);
      files.disk.rmdir(path);
    } else {
      files.disk.unlink(path);
    }
  }

  function listAll(path: string): { name: string; parent: string; inode: Inode }[] {
    const all = [];
    const waiting = [path];
    for (let directory = waiting.shift(); directory !== undefined; directory = waiting.shift()) {
      for (const [name, inode] of files.disk.list(directory)) {
        all.push({ name, parent: directory, inode });
        if (inode.kind === 'directory') waiting.push(joined(directory, name));
      }
    }
    return all;
  }

  return {
    stat: stat('stat'),
    lstat: stat('lstat'),

    access(path: unknown, mode?: unknown) {
      const at = pathOf(path);
      const wanted = modeOf(mode, 0);
      return () => files.disk.access(at, wanted);
    },

    mkdir(path: unknown, options?: unknown) {
      const at = pathOf(path);
      const given =
        typeof options === 'number' || typeof options === 'string'
          ? { mode: options }
          : optionsOf(options);
      const { recursive = false } = given as { recursive?: unknown };
      if (typeof recursive !== 'boolean') {
        throw invalidArgument('options.recursive', 'of type boolean', recursive);
      }
      const mode = modeOf(given['mode' as keyof typeof given], 0o777);
      return () => (recursive ? mkdirAll(at, mode) : files.disk.mkdir(at, mode));
    },

    mkdtemp(prefix: unknown, options?: unknown) {
      const start = pathOf(prefix, 'prefix');
      encodingOf(optionsOf(options).encoding);
      return () => {
        const bytes = new Uint8Array(RANDOM_NAME_LENGTH);
        files.random(bytes);
        const letters = [...bytes].map((byte) => NAME_LETTERS[byte % NAME_LETTERS.length]);
        const call = { syscall: 'mkdtemp', path: `${start}XXXXXX` };
        files.disk.find(call.path, call);
        const path = start + letters.join('');
        files.disk.mkdir(path, 0o700);
        return path;
      };
    },

    readdir(path: unknown, options?: unknown) {
      const at = pathOf(path);
      const { encoding, withFileTypes, recursive } = optionsOf(options);
      const inBytes = encoding === 'buffer';
      if (!inBytes) encodingOf(encoding);
      return () => {
        const listed =
          recursive === true
            ? listAll(at)
            : files.disk.list(at).map(([name, inode]) => ({ name, parent: at, inode }));
        if (withFileTypes === true) {
          return listed.map(({ name, parent, inode }) => new Dirent(name, parent, inode));
        }
        const start = joined(at, '').length;
        const names = listed.map(({ name, parent }) => joined(parent, name).slice(start));
        return inBytes ? names.map((name) => Buffer.from(name)) : names;
      };
    },

    realpath(path: unknown) {
      const at = pathOf(path);
      return () => files.disk.realPath(at);
    },

    rename(oldPath: unknown, newPath: unknown) {
      const [from, to] = [pathOf(oldPath, 'oldPath'), pathOf(newPath, 'newPath')];
      return () => files.disk.rename(from, to);
    },

    link(existingPath: unknown, newPath: unknown) {
      const [from, to] = [pathOf(existingPath, 'existingPath'), pathOf(newPath, 'newPath')];
      return () => files.disk.link(from, to);
    },

    unlink(path: unknown) {
      const at = pathOf(path);
      return () => files.disk.unlink(at);
    },

    rmdir(path: unknown, options?: unknown) {
      const at = pathOf(path);
      const { recursive } = optionsOf(options);
      return () => {
        if (recursive !== true) files.disk.rmdir(at);
        else removeAll(at, files.disk.inodeAt(at, { syscall: 'rmdir', path: at }));
      };
    },

    rm(path: unknown, options?: unknown) {
      const at = pathOf(path);
      const { recursive, force } = optionsOf(options);
      return () => {
        const inode = found(at);
        if (inode === null) {
          if (force === true) return;
          throw fileError('ENOENT', { syscall: 'lstat', path: at });
        }
        if (inode.kind === 'directory' && recursive !== true) throw isDirectory(at);
        removeAll(at, inode);
      };
    },

    chmod(path: unknown, mode: unknown) {
      const at = pathOf(path);
      const permissions = modeOf(mode, 0o666);
      return () => files.disk.chmod(at, permissions);
    },

    utimes(path: unknown, accessed: unknown, modified: unknown) {
      const at = pathOf(path);
      const times = [timeOf(accessed), timeOf(modified)] as const;
      return () => files.disk.utimes(at, ...times);
    },
  };
}

/** `a/b/c`: `a`, `a/b`, `a/b/c`. */
function ancestorsOf(path: string): string[] {
  const trimmed = path.replace(/(?<=.)\/+$/, '');
  const cuts = [...trimmed.matchAll(/(?<=[^/])\/+/g)].map((match) => match.index);
  return [...cuts.map((cut) => trimmed.slice(0, cut)), trimmed];
}

function joined(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

function isDirectory(path: string): Error {
  const message = `Path is a directory: rm returned EISDIR (is a directory) ${path}`;
  const error = nodeError(Error, 'ERR_FS_EISDIR', message);
  error.name = 'SystemError';
  const info = { code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: 21 };
  return Object.assign(error, { info, errno: info.errno, syscall: info.syscall, path });
}
