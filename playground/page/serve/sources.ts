import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that goes into the site. What comes from packages is settled by the lock file. */
const SOURCES = [
  'index.html',
  'lessons',
  'package-lock.json',
  'playground/page',
  'runtime',
  'vite.config.ts',
];
const STAMP = '.sources';

/** A digest of every source's path and content: times say little after a checkout or a copy. */
export async function digestSources(root: string): Promise<string> {
  const lists = await Promise.all(SOURCES.map((source) => filesBelow(root, source)));
  const files = lists.flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
  const hash = createHash('sha256');
  files.forEach((file, index) => {
    const content = contents[index] as Buffer;
    hash.update(`${file}\0${content.length}\0`).update(content);
  });
  return hash.digest('hex');
}

/** Whether the built site is made of these sources. */
export async function isBuiltFrom(site: string, digest: string): Promise<boolean> {
  const stamp = await readFile(join(site, STAMP), 'utf8').catch(() => '');
  return stamp === digest;
}

/** Notes what the site was built from. The next build empties the folder, and this with it. */
export async function stampSite(site: string, digest: string): Promise<void> {
  await writeFile(join(site, STAMP), digest);
}

async function filesBelow(root: string, source: string): Promise<string[]> {
  const found = await readdir(join(root, source), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      throw error;
    },
  );
  if (found === null) return [source];
  return found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath.slice(root.length + 1), entry.name));
}
