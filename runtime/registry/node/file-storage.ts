import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '../storage.ts';

/** A folder, which is made where there is none, as a registry's storage. Node's file system or one like it. */
export async function fileStorage(folder: string): Promise<Storage> {
  await mkdir(folder, { recursive: true });
  let last: Promise<unknown> = Promise.resolve();
  // One call at a time, in their order; one that failed does not keep the next from trying.
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run, run);
    last = result.catch(() => {});
    return result;
  };
  const pathOf = (name: string) => join(folder, name);
  return {
    read: (name) => inTurn(() => readOrNull(pathOf(name))),
    append: (name, bytes) => inTurn(() => writeAndSync(pathOf(name), 'a', bytes)),
    replace: (name, bytes) =>
      inTurn(async () => {
        const next = pathOf(`${name}.next`);
        await writeAndSync(next, 'w', bytes);
        await rename(next, pathOf(name));
        await syncFolder(folder);
      }),
  };
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function writeAndSync(path: string, flags: 'a' | 'w', bytes: Uint8Array): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
