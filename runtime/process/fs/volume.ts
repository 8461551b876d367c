import { FileBytes } from './file-bytes.ts';
import {
  type Entry,
  type InodeImage,
  type InodeNumber,
  ROOT_INODE,
  type VolumeImage,
  type VolumeOperation,
} from './operation.ts';

/** Bytes that all files of one volume may hold together. */
export const VOLUME_LIMIT_BYTES = 64 * 1024 * 1024;

export type Inode = FileInode | DirectoryInode;

interface Common {
  readonly number: InodeNumber;
  mode: number;
  /** How many names it has. */
  links: number;
  accessedMs: number;
  modifiedMs: number;
  changedMs: number;
  readonly createdMs: number;
}

export interface FileInode extends Common {
  readonly kind: 'file';
  readonly bytes: FileBytes;
}

export interface DirectoryInode extends Common {
  readonly kind: 'directory';
  readonly entries: Map<string, InodeNumber>;
}

/**
 * A disk's files in memory: a tree of inodes that changes by operations only. It checks nothing but
 * that an operation makes sense at all; what a process may do, and in whose words it is refused, is
 * the business of `Disk`.
 */
export class Volume {
  readonly #inodes = new Map<InodeNumber, Inode>();
  readonly #held = new Map<InodeNumber, number>();
  #nextInode: InodeNumber;
  #usedBytes = 0;

  constructor(image: VolumeImage) {
    this.#nextInode = image.nextInode;
    for (const inode of image.inodes) this.#inodes.set(inode.inode, restored(inode));
    for (const inode of this.#inodes.values()) {
      if (inode.kind === 'file') this.#usedBytes += inode.bytes.length;
      else for (const child of inode.entries.values()) this.#known(child).links += 1;
    }
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  get root(): DirectoryInode {
    return this.#directory(ROOT_INODE);
  }

  /** The number that the next `create` or `mkdir` gives. */
  get nextInode(): InodeNumber {
    return this.#nextInode;
  }

  inode(number: InodeNumber): Inode | undefined {
    return this.#inodes.get(number);
  }

  /** Keeps an inode, even without a name, until it is released as often as it was held. */
  hold(number: InodeNumber): void {
    this.#held.set(number, (this.#held.get(number) ?? 0) + 1);
  }

  release(number: InodeNumber): void {
    const holders = (this.#held.get(number) ?? 1) - 1;
    if (holders > 0) this.#held.set(number, holders);
    else this.#held.delete(number);
    this.#forgetIfLost(number);
  }

  /** The volume as plain data. Files that have no name any more are left out, as after a restart. */
  image(): VolumeImage {
    const named = [...this.#inodes.values()].filter(
      (inode) => inode.links > 0 || inode.number === ROOT_INODE,
    );
    return { nextInode: this.#nextInode, inodes: named.map(imageOf) };
  }

  apply(operation: VolumeOperation): void {
    const { kind } = operation;
    if (kind === 'create') {
      this.#add({ kind: 'file', bytes: new FileBytes(), ...fresh(operation) }, operation);
    } else if (kind === 'mkdir') {
      this.#add({ kind: 'directory', entries: new Map(), ...fresh(operation) }, operation);
    } else if (kind === 'link') {
      this.#enter(operation.to, operation.inode, operation.atMs);
    } else if (kind === 'unlink' || kind === 'rmdir') {
      this.#leave(operation.at, operation.atMs);
    } else if (kind === 'rename') {
      this.#rename(operation.from, operation.to, operation.atMs);
    } else if (kind === 'write') {
      const { inode, atMs, offset, bytes } = operation;
      this.#change(inode, atMs, (file) => file.bytes.write(offset, bytes));
    } else if (kind === 'truncate') {
      const { inode, atMs, bytes } = operation;
      this.#change(inode, atMs, (file) => file.bytes.resize(bytes));
    } else if (kind === 'chmod') {
      const inode = this.#known(operation.inode);
      inode.mode = operation.mode;
      inode.changedMs = operation.atMs;
    } else if (kind === 'utimes') {
      const inode = this.#known(operation.inode);
      inode.accessedMs = operation.accessedMs;
      inode.modifiedMs = operation.modifiedMs;
      inode.changedMs = operation.atMs;
    }
    // An fsync changes nothing here: what is applied stays as long as the power is on.
  }

  #add(inode: Inode, { at, atMs }: { at: Entry; atMs: number }): void {
    this.#inodes.set(inode.number, inode);
    this.#nextInode = Math.max(this.#nextInode, inode.number + 1);
    this.#enter(at, inode.number, atMs);
  }

  #enter({ directory, name }: Entry, number: InodeNumber, atMs: number): void {
    const inode = this.#known(number);
    inode.links += 1;
    inode.changedMs = atMs;
    touch(this.#directory(directory), atMs).entries.set(name, number);
  }

  #leave({ directory, name }: Entry, atMs: number): void {
    const parent = touch(this.#directory(directory), atMs);
    const number = parent.entries.get(name);
    if (number === undefined) throw new Error(`Volume has no '${name}' in inode ${directory}.`);
    parent.entries.delete(name);
    const inode = this.#known(number);
    inode.links -= 1;
    inode.changedMs = atMs;
    this.#forgetIfLost(number);
  }

  #rename(from: Entry, to: Entry, atMs: number): void {
    const moved = this.#directory(from.directory).entries.get(from.name);
    if (moved === undefined) throw new Error(`Volume has no '${from.name}' to rename.`);
    if (this.#directory(to.directory).entries.has(to.name)) this.#leave(to, atMs);
    this.#enter(to, moved, atMs);
    this.#leave(from, atMs);
  }

  #change(number: InodeNumber, atMs: number, change: (file: FileInode) => void): void {
    const file = this.#known(number);
    if (file.kind !== 'file') throw new Error(`Volume's inode ${number} is no file.`);
    const before = file.bytes.length;
    change(file);
    this.#usedBytes += file.bytes.length - before;
    file.modifiedMs = atMs;
    file.changedMs = atMs;
  }

  #forgetIfLost(number: InodeNumber): void {
    const inode = this.#inodes.get(number);
    if (inode === undefined || inode.links > 0 || this.#held.has(number)) return;
    if (inode.kind === 'file') this.#usedBytes -= inode.bytes.length;
    this.#inodes.delete(number);
  }

  #known(number: InodeNumber): Inode {
    const inode = this.#inodes.get(number);
    if (inode === undefined) throw new Error(`Volume has no inode ${number}.`);
    return inode;
  }

  #directory(number: InodeNumber): DirectoryInode {
    const inode = this.#known(number);
    if (inode.kind !== 'directory') throw new Error(`Volume's inode ${number} is no directory.`);
    return inode;
  }
}

function fresh({ inode, mode, atMs }: { inode: InodeNumber; mode: number; atMs: number }) {
  const times = { accessedMs: atMs, modifiedMs: atMs, changedMs: atMs, createdMs: atMs };
  return { number: inode, mode, links: 0, ...times };
}

function touch(directory: DirectoryInode, atMs: number): DirectoryInode {
  directory.modifiedMs = atMs;
  directory.changedMs = atMs;
  return directory;
}

function restored(image: InodeImage): Inode {
  const { inode: number, mode, accessedMs, modifiedMs, changedMs, createdMs } = image;
  const common = { number, mode, links: 0, accessedMs, modifiedMs, changedMs, createdMs };
  return image.kind === 'file'
    ? { kind: 'file', ...common, bytes: new FileBytes(image.bytes) }
    : { kind: 'directory', ...common, entries: new Map(image.entries) };
}

function imageOf(inode: Inode): InodeImage {
  const { number, mode, accessedMs, modifiedMs, changedMs, createdMs } = inode;
  const facts = { inode: number, mode, accessedMs, modifiedMs, changedMs, createdMs };
  return inode.kind === 'file'
    ? { kind: 'file', ...facts, bytes: inode.bytes.read() }
    : { kind: 'directory', ...facts, entries: [...inode.entries] };
}
