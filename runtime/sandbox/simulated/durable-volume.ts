import type { Random } from '../../network/index.ts';
import { FileBytes } from '../../process/fs/file-bytes.ts';
import type {
  Entry,
  InodeImage,
  InodeNumber,
  VolumeImage,
  VolumeOperation,
} from '../../process/fs/operation.ts';
import { ROOT_INODE } from '../../process/fs/operation.ts';
import { Volume } from '../../process/fs/volume.ts';

type DataOperation = VolumeOperation & { readonly kind: 'write' | 'truncate' };

/** A name in a directory has come to mean this inode, or nothing any more. */
interface Naming {
  readonly name: string;
  readonly inode: InodeNumber | null;
}

/** What of one inode is on the disk for certain, and what has happened to it since. */
type Kept =
  | { readonly kind: 'file'; readonly bytes: FileBytes; readonly pending: DataOperation[] }
  | {
      readonly kind: 'directory';
      readonly names: Map<string, InodeNumber>;
      readonly pending: Naming[];
    };

/**
 * A volume that knows what a power loss would leave of it: see `VolumeOperation` for what that is.
 * It works on the operations alone, as a disk does that is told only what reaches it.
 */
export class DurableVolume {
  #live: Volume;
  readonly #kept = new Map<InodeNumber, Kept>();
  /** Where each file was created: an fsync of the file keeps that name too. */
  readonly #born = new Map<InodeNumber, Entry>();

  constructor(image: VolumeImage) {
    this.#live = new Volume(image);
    this.#keepAll(image);
  }

  get live(): Volume {
    return this.#live;
  }

  apply(operation: VolumeOperation): void {
    this.#live.apply(operation);
    switch (operation.kind) {
      case 'create':
        this.#kept.set(operation.inode, { kind: 'file', bytes: new FileBytes(), pending: [] });
        this.#born.set(operation.inode, operation.at);
        this.#name(operation.at);
        return;
      case 'mkdir':
        this.#kept.set(operation.inode, { kind: 'directory', names: new Map(), pending: [] });
        this.#name(operation.at);
        return;
      case 'link':
        this.#name(operation.to);
        return;
      case 'unlink':
      case 'rmdir':
        this.#name(operation.at);
        return;
      case 'rename':
        this.#name(operation.to);
        this.#name(operation.from);
        return;
      case 'write':
      case 'truncate': {
        const kept = this.#kept.get(operation.inode);
        if (kept?.kind === 'file') kept.pending.push(operation);
        return;
      }
      case 'fsync':
        this.beginSync(operation.inode)();
    }
  }

  /**
   * Begins to keep what the file or directory is now. It is kept once the returned function has been
   * called, unless the power was lost before that.
   */
  beginSync(number: InodeNumber): () => void {
    const kept = this.#kept.get(number);
    const last = kept?.pending.at(-1);
    const birth = this.#birthOf(number);
    return () => {
      if (kept === undefined || this.#kept.get(number) !== kept) return;
      keep(kept, last);
      if (birth !== null) this.#keepBirth(birth, number);
    };
  }

  /** The power fails: what was not synced is gone, but for some beginning of it. */
  losePower(random: Random): void {
    const image = this.#survivingImage(random);
    this.#live = new Volume(image);
    this.#kept.clear();
    this.#born.clear();
    this.#keepAll(image);
  }

  #named({ directory, name }: Entry): InodeNumber | null {
    const inode = this.#live.inode(directory);
    return inode?.kind === 'directory' ? (inode.entries.get(name) ?? null) : null;
  }

  /** The name has come to mean what it means now. */
  #name(entry: Entry): void {
    const kept = this.#kept.get(entry.directory);
    if (kept?.kind !== 'directory') return;
    kept.pending.push({ name: entry.name, inode: this.#named(entry) });
  }

  /** The name that a file was created with, if it still has that. */
  #birthOf(number: InodeNumber): Entry | null {
    const born = this.#born.get(number);
    return born !== undefined && this.#named(born) === number ? born : null;
  }

  #keepBirth({ directory, name }: Entry, number: InodeNumber): void {
    const kept = this.#kept.get(directory);
    if (kept?.kind !== 'directory') return;
    const birth = kept.pending.findIndex((one) => one.name === name && one.inode === number);
    if (birth < 0) return;
    kept.names.set(name, number);
    const after = kept.pending.splice(0).filter((one, at) => one.name !== name || at > birth);
    kept.pending.push(...after);
  }

  #survivingImage(random: Random): VolumeImage {
    const inodes: InodeImage[] = [];
    const seen = new Set<InodeNumber>();
    const visit = (number: InodeNumber) => {
      const kept = this.#kept.get(number);
      if (kept === undefined || seen.has(number)) return;
      seen.add(number);
      inodes.push({ ...this.#facts(number), ...this.#survivor(kept, random) });
      if (kept.kind === 'directory') for (const child of kept.names.values()) visit(child);
    };
    visit(ROOT_INODE);
    return { nextInode: this.#live.nextInode, inodes };
  }

  #survivor(kept: Kept, random: Random) {
    if (kept.kind === 'directory') {
      const entries = [...kept.names].filter(([, child]) => this.#kept.has(child));
      return { kind: 'directory' as const, entries };
    }
    const { bytes, pending } = kept;
    const whole = random.integer(pending.length + 1);
    for (const operation of pending.slice(0, whole)) applyTo(bytes, operation);
    const torn = pending[whole];
    if (torn?.kind === 'write') {
      const written = torn.bytes.slice(0, random.integer(torn.bytes.length + 1));
      if (written.length > 0) bytes.write(torn.offset, written);
    }
    return { kind: 'file' as const, bytes: bytes.read() };
  }

  /** Permission and times: of the inode as it was, or of one whose last name is gone by now. */
  #facts(number: InodeNumber) {
    const inode = this.#live.inode(number);
    const { mode = 0o644, accessedMs = 0, modifiedMs = 0 } = inode ?? {};
    const { changedMs = 0, createdMs = 0 } = inode ?? {};
    return { inode: number, mode, accessedMs, modifiedMs, changedMs, createdMs };
  }

  #keepAll({ inodes }: VolumeImage): void {
    for (const image of inodes) {
      const kept: Kept =
        image.kind === 'file'
          ? { kind: 'file', bytes: new FileBytes(image.bytes), pending: [] }
          : { kind: 'directory', names: new Map(image.entries), pending: [] };
      this.#kept.set(image.inode, kept);
    }
  }
}

/** All that has happened up to `last`; nothing when that is kept already, or there was none. */
function keep(kept: Kept, last: DataOperation | Naming | undefined): void {
  if (kept.kind === 'file') {
    for (const operation of takeUpTo(last, kept.pending)) applyTo(kept.bytes, operation);
    return;
  }
  for (const { name, inode } of takeUpTo(last, kept.pending)) {
    if (inode === null) kept.names.delete(name);
    else kept.names.set(name, inode);
  }
}

function takeUpTo<T>(last: unknown, pending: T[]): T[] {
  return pending.splice(0, pending.indexOf(last as T) + 1);
}

function applyTo(bytes: FileBytes, operation: DataOperation): void {
  if (operation.kind === 'write') bytes.write(operation.offset, operation.bytes);
  else bytes.resize(operation.bytes);
}
