import type { OutputStream } from '../host.ts';
import { constants } from './constants.ts';
import { type Disk, UMASK } from './disk.ts';
import { fileError } from './file-error.ts';
import type { Entry } from './operation.ts';
import { Unsynced } from './unsynced.ts';
import type { FileInode, Inode } from './volume.ts';

/** Files that a process may have open at once. */
export const OPEN_FILES_LIMIT = 1024;

const FIRST_FREE_DESCRIPTOR = 3;

interface OpenFile {
  readonly inode: Inode;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly append: boolean;
  position: number;
}

/** A process's file descriptors: the system calls that work on open files. */
export class OpenFiles {
  readonly #disk: Disk;
  readonly #output: (stream: OutputStream, bytes: Uint8Array) => void;
  readonly #open = new Map<number, OpenFile>();

  constructor(disk: Disk, output: (stream: OutputStream, bytes: Uint8Array) => void) {
    this.#disk = disk;
    this.#output = output;
  }

  /** Opens or creates a file and returns its descriptor. `flags` are those of `constants`. */
  open(path: string, flags: number, mode: number): number {
    const call = { syscall: 'open', path };
    const writable = (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
    const place = this.#disk.find(path, call);
    if (this.#open.size >= OPEN_FILES_LIMIT) throw fileError('EMFILE', call);
    let inode = place.inode;
    if (inode === null) {
      if ((flags & constants.O_CREAT) === 0) throw fileError('ENOENT', call);
      if (place.mustBeDirectory) throw fileError('EISDIR', call);
      inode = this.#create(place.entry, mode);
    } else if ((flags & constants.O_CREAT) !== 0 && (flags & constants.O_EXCL) !== 0) {
      throw fileError('EEXIST', call);
    }
    const isDirectory = inode.kind === 'directory';
    if (isDirectory && (writable || (flags & constants.O_CREAT) !== 0)) {
      throw fileError('EISDIR', call);
    }
    if (!isDirectory && (flags & constants.O_DIRECTORY) !== 0) throw fileError('ENOTDIR', call);
    const empties = place.inode !== null && writable && (flags & constants.O_TRUNC) !== 0;
    if (inode.kind === 'file' && empties) {
      this.#resize(inode, 0);
    }
    this.#disk.volume.hold(inode.number);
    const readable = (flags & constants.O_WRONLY) === 0;
    const append = (flags & constants.O_APPEND) !== 0;
    const fd = this.#freeDescriptor();
    this.#open.set(fd, { inode, readable, writable, append, position: 0 });
    return fd;
  }

  close(fd: number): void {
    const file = this.#file(fd, 'close');
    this.#open.delete(fd);
    this.#disk.volume.release(file.inode.number);
  }

  /** Reads from the position, or from where the last read ended; returns the bytes that were there. */
  read(fd: number, lengthBytes: number, position: number | null): Uint8Array {
    const file = this.#file(fd, 'read');
    if (!file.readable) throw fileError('EBADF', { syscall: 'read' });
    if (file.inode.kind === 'directory') throw fileError('EISDIR', { syscall: 'read' });
    const start = position ?? file.position;
    const bytes = file.inode.bytes.read(start, start + lengthBytes);
    if (position === null) file.position += bytes.length;
    return bytes;
  }

  /** Writes all of the bytes at the position, or where the last write ended; at the end for `a`. */
  write(fd: number, bytes: Uint8Array, position: number | null): number {
    if ((fd === 1 || fd === 2) && !this.#open.has(fd)) {
      this.#output(fd === 1 ? 'stdout' : 'stderr', bytes);
      return bytes.length;
    }
    const file = this.#file(fd, 'write');
    if (!file.writable || file.inode.kind !== 'file')
      throw fileError('EBADF', { syscall: 'write' });
    const { inode } = file;
    const offset = file.append ? inode.bytes.length : (position ?? file.position);
    if (bytes.length > 0) {
      const grownBytes = Math.max(0, offset + bytes.length - inode.bytes.length);
      this.#disk.checkSpace(grownBytes, { syscall: 'write' });
      // A copy: the program may go on to change its buffer before the host has taken it.
      const atMs = this.#disk.nowMs();
      const copy = bytes.slice();
      this.#disk.performOn(inode, {
        kind: 'write',
        inode: inode.number,
        offset,
        bytes: copy,
        atMs,
      });
    }
    if (position === null) file.position = offset + bytes.length;
    return bytes.length;
  }

  truncate(fd: number, lengthBytes: number): void {
    const file = this.#file(fd, 'ftruncate');
    if (!file.writable || file.inode.kind !== 'file') {
      throw fileError('EINVAL', { syscall: 'ftruncate' });
    }
    const grownBytes = Math.max(0, lengthBytes - file.inode.bytes.length);
    this.#disk.checkSpace(grownBytes, { syscall: 'ftruncate' });
    this.#resize(file.inode, lengthBytes);
  }

  /** The file, which whoever called goes on to sync. */
  sync(fd: number, syscall: 'fsync' | 'fdatasync'): Unsynced {
    return new Unsynced(this.#disk, this.#file(fd, syscall).inode);
  }

  inode(fd: number, syscall: string): Inode {
    return this.#file(fd, syscall).inode;
  }

  chmod(fd: number, mode: number): void {
    const { inode } = this.#file(fd, 'fchmod');
    const atMs = this.#disk.nowMs();
    this.#disk.performOn(inode, { kind: 'chmod', inode: inode.number, mode: mode & 0o7777, atMs });
  }

  utimes(fd: number, accessedMs: number, modifiedMs: number): void {
    const { inode } = this.#file(fd, 'futime');
    const atMs = this.#disk.nowMs();
    this.#disk.performOn(inode, {
      kind: 'utimes',
      inode: inode.number,
      accessedMs,
      modifiedMs,
      atMs,
    });
  }

  #create(at: Entry, mode: number): FileInode {
    const inode = this.#disk.volume.nextInode;
    const permissions = mode & 0o7777 & ~UMASK;
    const atMs = this.#disk.nowMs();
    this.#disk.perform({ kind: 'create', at, inode, mode: permissions, atMs });
    return this.#disk.volume.inode(inode) as FileInode;
  }

  #resize(file: FileInode, bytes: number): void {
    const atMs = this.#disk.nowMs();
    this.#disk.performOn(file, { kind: 'truncate', inode: file.number, bytes, atMs });
  }

  #file(fd: number, syscall: string): OpenFile {
    const file = this.#open.get(fd);
    if (file === undefined) throw fileError('EBADF', { syscall });
    return file;
  }

  #freeDescriptor(): number {
    let fd = FIRST_FREE_DESCRIPTOR;
    while (this.#open.has(fd)) fd += 1;
    return fd;
  }
}
