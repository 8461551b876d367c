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

/** What of one inode is on the disk for certain. */
type Kept =
  | { readonly kind: 'file'; readonly bytes: FileBytes; readonly pending: DataOperation[] }
  | { readonly kind: 'directory'; names: Map<string, InodeNumber> };

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
        return;
      case 'mkdir':
        this.#kept.set(operation.inode, { kind: 'directory', names: new Map() });
        return;
      case 'write':
      case 'truncate': {
        const kept = this.#kept.get(operation.inode);
        if (kept?.kind === 'file') kept.pending.push(operation);
        return;
      }
      case 'fsync':
        this.#sync(operation.inode);
    }
  }

  /** The power fails: what was not synced is gone, but for some beginning of it. */
  losePower(random: Random): void {
    const image = this.#survivingImage(random);
    this.#live = new Volume(image);
    this.#kept.clear();
    this.#born.clear();
    this.#keepAll(image);
  }

  #sync(number: InodeNumber): void {
    const kept = this.#kept.get(number);
    if (kept?.kind === 'directory') {
      const inode = this.#live.inode(number);
      if (inode?.kind === 'directory') kept.names = new Map(inode.entries);
      return;
    }
    for (const operation of kept?.pending.splice(0) ?? []) applyTo(kept?.bytes, operation);
    this.#keepBirthName(number);
  }

  #keepBirthName(number: InodeNumber): void {
    const born = this.#born.get(number);
    if (born === undefined) return;
    this.#born.delete(number);
    const directory = this.#live.inode(born.directory);
    const isThere = directory?.kind === 'directory' && directory.entries.get(born.name) === number;
    const kept = this.#kept.get(born.directory);
    if (isThere && kept?.kind === 'directory') kept.names.set(born.name, number);
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
          : { kind: 'directory', names: new Map(image.entries) };
      this.#kept.set(image.inode, kept);
    }
  }
}

function applyTo(bytes: FileBytes | undefined, operation: DataOperation): void {
  if (operation.kind === 'write') bytes?.write(operation.offset, operation.bytes);
  else bytes?.resize(operation.bytes);
}
