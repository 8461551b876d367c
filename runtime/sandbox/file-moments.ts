import type { FileAction } from '../network/index.ts';
import { WORKING_DIRECTORY } from '../process/fs/fresh-volume.ts';
import {
  type Entry,
  type InodeNumber,
  ROOT_INODE,
  type VolumeOperation,
} from '../process/fs/operation.ts';
import type { Volume } from '../process/fs/volume.ts';

/** What an operation is as an action in which an instance can crash; null when it is none. */
export function fileActionOf(
  operation: VolumeOperation,
  volume: Volume,
): { readonly action: FileAction; readonly path: string } | null {
  switch (operation.kind) {
    case 'write': {
      const file = volume.inode(operation.inode);
      const isAppend = file?.kind === 'file' && operation.offset === file.bytes.length;
      return isAppend ? { action: 'append', path: pathOf(operation.inode, volume) } : null;
    }
    case 'fsync':
      return { action: 'fsync', path: pathOf(operation.inode, volume) };
    case 'rename':
      return { action: 'rename', path: pathOfEntry(operation.to, volume) };
    default:
      return null;
  }
}

function pathOfEntry({ directory, name }: Entry, volume: Volume): string {
  return relative(`${absolute(directory, volume)}/${name}`);
}

function pathOf(wanted: InodeNumber, volume: Volume): string {
  return relative(absolute(wanted, volume));
}

/** As a service writes it: from its working directory on. */
function relative(path: string): string {
  const within = `${WORKING_DIRECTORY}/`;
  return path.startsWith(within) ? path.slice(within.length) : path;
}

/** One of its paths; empty for the root, and for what has no name any more. */
function absolute(wanted: InodeNumber, volume: Volume): string {
  const search = (directory: InodeNumber, path: string): string | null => {
    const inode = volume.inode(directory);
    if (inode?.kind !== 'directory') return null;
    for (const [name, child] of inode.entries) {
      const below = `${path}/${name}`;
      const found = child === wanted ? below : search(child, below);
      if (found !== null) return found;
    }
    return null;
  };
  return wanted === ROOT_INODE ? '' : (search(ROOT_INODE, '') ?? '');
}
