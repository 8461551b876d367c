import type { HostClock, HostFiles } from '../host.ts';
import { constants } from './constants.ts';
import { fileError, type SystemCall } from './file-error.ts';
import type { Entry, InodeNumber, VolumeOperation } from './operation.ts';
import { type DirectoryInode, type Inode, VOLUME_LIMIT_BYTES, Volume } from './volume.ts';

const NAME_LIMIT_BYTES = 255;

/** Permissions that new files and directories do not get, as a shell's usual umask has it. */
export const UMASK = 0o022;

export interface DiskHost {
  readonly files: Pick<HostFiles, 'image' | 'record' | 'full'>;
  readonly clock: HostClock;
  /** The directory that relative paths start from. */
  readonly cwd: () => string;
  /** `HostFiles.sync`, which keeps the process alive meanwhile. */
  readonly sync: (inode: InodeNumber, done: () => void) => void;
  /** Runs a callback in a later turn of the event loop, and keeps the process alive until then. */
  readonly later: (run: () => void) => void;
}

/** Where a path leads: to something, or to a name that is free in a directory that is there. */
export type Place = {
  readonly entry: Entry;
  /** The path ended in a slash: only a directory can be meant. */
  readonly mustBeDirectory: boolean;
  readonly inode: Inode | null;
};

/**
 * A process's view of its volume: the file system calls of Linux that work on paths, each checked
 * as the kernel checks it, applied at once and recorded at the host.
 */
export class Disk {
  readonly volume: Volume;
  readonly #host: DiskHost;

  constructor(host: DiskHost) {
    this.#host = host;
    this.volume = new Volume(host.files.image);
  }

  nowMs(): number {
    return this.#host.clock.epochMs();
  }

  /** Applies an operation here and on the durable copy. */
  perform(operation: VolumeOperation): void {
    this.volume.apply(operation);
    this.#host.files.record(operation);
  }

  /** The same for an open file. One without a name ends with the process: its changes stay here. */
  performOn(inode: Inode, operation: VolumeOperation): void {
    if (this.#hasName(inode)) this.perform(operation);
    else this.volume.apply(operation);
  }

  /** What was written to the file (or, for a directory, its names) is kept even when power is lost. */
  sync(inode: Inode): void {
    this.performOn(inode, { kind: 'fsync', inode: inode.number });
  }

  /** The same of what it is now, while the process goes on; `done` is called in a later turn. */
  beginSync(inode: Inode, done: () => void): void {
    if (this.#hasName(inode)) this.#host.sync(inode.number, done);
    else this.#host.later(done);
  }

  /** Follows a path. Fails when a directory on the way is missing, or is no directory. */
  find(path: string, call: SystemCall): Place {
    if (path === '') throw fileError('ENOENT', call);
    const absolute = path.startsWith('/') ? path : `${this.#host.cwd()}/${path}`;
    const parts = absolute.split('/').filter((part) => part !== '' && part !== '.');
    const way: DirectoryInode[] = [this.volume.root];
    let place: Place = this.#at(this.volume.root, '.', this.volume.root);
    for (const [index, name] of parts.entries()) {
      const last = index === parts.length - 1;
      if (isTooLong(name)) throw fileError('ENAMETOOLONG', call);
      if (name === '..') {
        if (way.length > 1) way.pop();
        const back = here(way);
        place = this.#at(back, '.', back);
        continue;
      }
      const directory = here(way);
      const number = directory.entries.get(name);
      const inode = number === undefined ? null : (this.volume.inode(number) ?? null);
      place = this.#at(directory, name, inode, last && path.endsWith('/'));
      if (inode?.kind === 'directory') way.push(inode);
      else if (!last) throw fileError(inode === null ? 'ENOENT' : 'ENOTDIR', call);
    }
    if (place.mustBeDirectory && place.inode?.kind === 'file') throw fileError('ENOTDIR', call);
    return place;
  }

  /** What a path names. */
  inodeAt(path: string, call: SystemCall): Inode {
    const { inode } = this.find(path, call);
    if (inode === null) throw fileError('ENOENT', call);
    return inode;
  }

  access(path: string, wanted: number): void {
    const call = { syscall: 'access', path };
    const inode = this.inodeAt(path, call);
    const mayExecute = inode.kind === 'directory' || (inode.mode & 0o111) !== 0;
    if ((wanted & constants.X_OK) !== 0 && !mayExecute) throw fileError('EACCES', call);
  }

  /** The names in a directory, sorted, with what they name. */
  list(path: string): [name: string, inode: Inode][] {
    const call = { syscall: 'scandir', path };
    const directory = this.inodeAt(path, call);
    if (directory.kind !== 'directory') throw fileError('ENOTDIR', call);
    return [...directory.entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, number]) => [name, this.volume.inode(number) as Inode]);
  }

  mkdir(path: string, mode: number): void {
    const call = { syscall: 'mkdir', path };
    const place = this.find(path, call);
    if (place.inode !== null) throw fileError('EEXIST', call);
    const inode = this.volume.nextInode;
    const permissions = mode & 0o7777 & ~UMASK;
    this.perform({
      kind: 'mkdir',
      at: place.entry,
      inode,
      mode: permissions,
      atMs: this.nowMs(),
    });
  }

  rmdir(path: string): void {
    const call = { syscall: 'rmdir', path };
    const { entry, inode } = this.find(path, call);
    if (inode === null) throw fileError('ENOENT', call);
    if (inode.kind !== 'directory') throw fileError('ENOTDIR', call);
    if (inode.entries.size > 0) throw fileError('ENOTEMPTY', call);
    if (entry.name === '.') throw fileError('EINVAL', call);
    this.perform({ kind: 'rmdir', at: entry, atMs: this.nowMs() });
  }

  unlink(path: string): void {
    const call = { syscall: 'unlink', path };
    const { entry, inode } = this.find(path, call);
    if (inode === null) throw fileError('ENOENT', call);
    if (inode.kind === 'directory') throw fileError('EISDIR', call);
    this.perform({ kind: 'unlink', at: entry, atMs: this.nowMs() });
  }

  rename(path: string, dest: string): void {
    const call = { syscall: 'rename', path, dest };
    const from = this.find(path, call);
    const to = this.find(dest, call);
    if (from.inode === null) throw fileError('ENOENT', call);
    if (from.inode === to.inode) return;
    if (from.inode.kind === 'directory' && this.#contains(from.inode, to.entry)) {
      throw fileError('EINVAL', call);
    }
    if (to.inode !== null) {
      if (to.inode.kind === 'directory' && from.inode.kind === 'file') {
        throw fileError('EISDIR', call);
      }
      if (to.inode.kind === 'file' && from.inode.kind === 'directory') {
        throw fileError('ENOTDIR', call);
      }
      if (to.inode.kind === 'directory' && to.inode.entries.size > 0) {
        throw fileError('ENOTEMPTY', call);
      }
    } else if (to.mustBeDirectory && from.inode.kind === 'file') {
      throw fileError('ENOTDIR', call);
    }
    this.perform({ kind: 'rename', from: from.entry, to: to.entry, atMs: this.nowMs() });
  }

  link(path: string, dest: string): void {
    const call = { syscall: 'link', path, dest };
    const inode = this.inodeAt(path, call);
    const to = this.find(dest, call);
    if (to.inode !== null) throw fileError('EEXIST', call);
    if (inode.kind === 'directory') throw fileError('EPERM', call);
    this.perform({ kind: 'link', inode: inode.number, to: to.entry, atMs: this.nowMs() });
  }

  chmod(path: string, mode: number): void {
    const inode = this.inodeAt(path, { syscall: 'chmod', path }).number;
    this.perform({ kind: 'chmod', inode, mode: mode & 0o7777, atMs: this.nowMs() });
  }

  utimes(path: string, accessedMs: number, modifiedMs: number): void {
    const inode = this.inodeAt(path, { syscall: 'utime', path }).number;
    this.perform({ kind: 'utimes', inode, accessedMs, modifiedMs, atMs: this.nowMs() });
  }

  /** The path without `.`, `..` and doubled slashes, from the root. What it names must be there. */
  realPath(path: string): string {
    const absolute = path.startsWith('/') ? path : `${this.#host.cwd()}/${path}`;
    const way: string[] = [];
    for (const part of absolute.split('/')) {
      if (part === '..') way.pop();
      else if (part !== '' && part !== '.') way.push(part);
      const soFar = `/${way.join('/')}`;
      this.inodeAt(soFar, { syscall: 'lstat', path: soFar });
    }
    return `/${way.join('/')}`;
  }

  /** Fails when so many bytes more do not fit on the volume. */
  checkSpace(moreBytes: number, call: SystemCall): void {
    if (this.volume.usedBytes + moreBytes <= VOLUME_LIMIT_BYTES) return;
    this.#host.files.full();
    throw fileError('ENOSPC', call);
  }

  #hasName(inode: Inode): boolean {
    return inode.links > 0 || inode === this.volume.root;
  }

  #at(
    directory: DirectoryInode,
    name: string,
    inode: Inode | null,
    mustBeDirectory = false,
  ): Place {
    return { entry: { directory: directory.number, name }, inode, mustBeDirectory };
  }

  #contains(directory: DirectoryInode, entry: Entry): boolean {
    if (entry.directory === directory.number) return true;
    return [...directory.entries.values()].some((number) => {
      const child = this.volume.inode(number);
      return child?.kind === 'directory' && this.#contains(child, entry);
    });
  }
}

function here(way: readonly DirectoryInode[]): DirectoryInode {
  return way[way.length - 1] as DirectoryInode;
}

/** No unit of a string takes more than three bytes, so short names need not be encoded. */
function isTooLong(name: string): boolean {
  if (name.length * 3 <= NAME_LIMIT_BYTES) return false;
  return new TextEncoder().encode(name).length > NAME_LIMIT_BYTES;
}
