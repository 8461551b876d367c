import { constants } from './constants.ts';
import type { Inode } from './volume.ts';

const BLOCK_BYTES = 4096;
/** `blocks` counts in these, whatever the file system's own are. */
const SECTOR_BYTES = 512;

/** The questions that Stats and Dirent both answer. */
abstract class FileType {
  protected abstract hasFormat(format: number): boolean;

  isFile(): boolean {
    return this.hasFormat(constants.S_IFREG);
  }

  isDirectory(): boolean {
    return this.hasFormat(constants.S_IFDIR);
  }

  isSymbolicLink(): boolean {
    return this.hasFormat(constants.S_IFLNK);
  }

  isBlockDevice(): boolean {
    return this.hasFormat(constants.S_IFBLK);
  }

  isCharacterDevice(): boolean {
    return this.hasFormat(constants.S_IFCHR);
  }

  isFIFO(): boolean {
    return this.hasFormat(constants.S_IFIFO);
  }

  isSocket(): boolean {
    return this.hasFormat(constants.S_IFSOCK);
  }
}

function formatOf(inode: Inode): number {
  return inode.kind === 'file' ? constants.S_IFREG : constants.S_IFDIR;
}

/** fs.Stats, in the order in which Node prints it. */
export class Stats extends FileType {
  readonly dev = 1;
  readonly mode: number;
  readonly nlink: number;
  readonly uid = 0;
  readonly gid = 0;
  readonly rdev = 0;
  readonly blksize = BLOCK_BYTES;
  readonly ino: number;
  readonly size: number;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;
  readonly atime: Date;
  readonly mtime: Date;
  readonly ctime: Date;
  readonly birthtime: Date;

  constructor(inode: Inode) {
    super();
    this.mode = formatOf(inode) | inode.mode;
    // A directory is named by its parent, by itself, and by each directory in it.
    this.nlink = inode.kind === 'file' ? inode.links : 2;
    this.ino = inode.number;
    this.size = inode.kind === 'file' ? inode.bytes.length : BLOCK_BYTES;
    this.blocks = (Math.ceil(this.size / BLOCK_BYTES) * BLOCK_BYTES) / SECTOR_BYTES;
    this.atimeMs = inode.accessedMs;
    this.mtimeMs = inode.modifiedMs;
    this.ctimeMs = inode.changedMs;
    this.birthtimeMs = inode.createdMs;
    this.atime = new Date(inode.accessedMs);
    this.mtime = new Date(inode.modifiedMs);
    this.ctime = new Date(inode.changedMs);
    this.birthtime = new Date(inode.createdMs);
  }

  protected override hasFormat(format: number): boolean {
    return (this.mode & constants.S_IFMT) === format;
  }
}

const type = Symbol('type');

/** fs.Dirent: a name in a directory, with what it names. */
export class Dirent extends FileType {
  readonly name: string;
  readonly parentPath: string;
  readonly path: string;
  readonly [type]: number;

  constructor(name: string, parentPath: string, inode: Inode) {
    super();
    this.name = name;
    this.parentPath = parentPath;
    this.path = parentPath;
    this[type] = inode.kind === 'file' ? constants.UV_DIRENT_FILE : constants.UV_DIRENT_DIR;
  }

  protected override hasFormat(format: number): boolean {
    const own = this[type] === constants.UV_DIRENT_FILE ? constants.S_IFREG : constants.S_IFDIR;
    return own === format;
  }
}
