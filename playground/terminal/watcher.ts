import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';
import { listFolders } from './workspace/files.ts';

/**
 * Calls back whenever something below a folder may have changed, until closed. It watches folders
 * and not files: an editor that saves by renaming a new file into place would leave a watch on a
 * file behind, on the old one. The callback comes too often rather than too seldom; whoever is
 * called reads the files and compares.
 */
export async function watchFolder(
  dir: string,
  onChange: () => void,
  onError: (error: Error) => void,
): Promise<{ close(): void }> {
  const watchers = new Map<string, FSWatcher>();
  let isClosed = false;

  const close = () => {
    isClosed = true;
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  const fail = (error: Error) => {
    if (isClosed) return;
    close();
    onError(error);
  };
  const drop = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const follow = async () => {
    const folders = new Set(await listFolders(dir));
    if (isClosed) return;
    for (const folder of watchers.keys()) if (!folders.has(folder)) drop(folder);
    for (const folder of folders) if (!watchers.has(folder)) add(folder);
  };
  const changed = (name: string | null) => {
    if (isClosed || (name !== null && basename(name).startsWith('.'))) return;
    // A new folder may have files already: it is watched before anybody is told to look.
    follow().then(() => isClosed || onChange(), fail);
  };
  const add = (folder: string) => {
    try {
      const watcher = watch(folder, (_event, name) => changed(name));
      watcher.on('error', (error: NodeJS.ErrnoException) => {
        // A removed folder ends its watch with an error on some systems.
        drop(folder);
        if (error.code !== 'ENOENT' && error.code !== 'EPERM') fail(error);
      });
      watchers.set(folder, watcher);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  await follow();
  return { close };
}
