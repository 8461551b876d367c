import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What takes long to make, made once and kept in node_modules/.cache/brownout for later processes.
 * `ingredients` is all that it depends on, as JSON can write it.
 */
export async function kept(
  root: string,
  name: string,
  ingredients: unknown,
  make: () => Promise<string>,
): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(ingredients)).digest('hex');
  const folder = join(root, 'node_modules/.cache/brownout');
  const file = join(folder, `${name}-${key.slice(0, 16)}.json`);
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known;
  const made = await make();
  await mkdir(folder, { recursive: true });
  // Written aside and renamed, so that two processes at once do not meet half a file.
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, made);
  await rename(aside, file);
  return made;
}
