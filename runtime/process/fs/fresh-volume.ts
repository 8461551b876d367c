import { emptyVolume, ROOT_INODE, type VolumeImage } from './operation.ts';
import { Volume } from './volume.ts';

/** Where a process works on its volume: what paths without a leading slash start from. */
export const WORKING_DIRECTORY = '/volume';

/** A volume as a process meets it first: an empty working directory, and `/tmp` beside it. */
export function freshVolume(createdMs: number): VolumeImage {
  const volume = new Volume(emptyVolume(createdMs));
  for (const name of [WORKING_DIRECTORY.slice(1), 'tmp']) {
    const at = { directory: ROOT_INODE, name };
    volume.apply({ kind: 'mkdir', at, inode: volume.nextInode, mode: 0o755, atMs: createdMs });
  }
  return volume.image();
}
