import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkspacePaths } from './paths.ts';

/**
 * Copies files of the workspace, byte for byte, into a new folder under copies/ and returns that
 * folder. `paths` are relative to the workspace, or to `from`.
 */
export async function keepCopy(
  workspace: WorkspacePaths,
  paths: readonly string[],
  when: Date,
  from = workspace.dir,
): Promise<string> {
  const folder = await newFolder(workspace.copies, when);
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(from, path), join(folder, path));
  }
  return folder;
}

/** A folder named by the time, to the second; the second one within it gets a number. */
async function newFolder(copies: string, when: Date): Promise<string> {
  await mkdir(copies, { recursive: true });
  const name = when.toISOString().slice(0, 19).replaceAll(':', '-');
  for (let number = 1; ; number++) {
    const folder = join(copies, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
