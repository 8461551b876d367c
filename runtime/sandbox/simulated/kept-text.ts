import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../compile/packages/store.ts';

const FOLDER = join(PROJECT_ROOT, 'node_modules/.cache/brownout');

export interface BuiltText {
  readonly text: string;
  /** Absolute paths of all that it was made from. */
  readonly files: readonly string[];
}

interface Kept {
  readonly text: string;
  /** The files that went into it, and what was in them, as a hash. */
  readonly sources: readonly (readonly [path: string, hash: string])[];
}

/**
 * A text that is built, and kept in node_modules/.cache/brownout under this name until one of the
 * files that it was made from changes.
 */
export async function keptText(
  name: string,
  build: () => Promise<BuiltText>,
  folder = FOLDER,
): Promise<string> {
  const file = join(folder, `${name}.json`);
  const kept = await readKept(file);
  if (kept !== null && (await isCurrent(kept))) return kept.text;
  const { text, files } = await build();
  const sources = await Promise.all(
    files.map(async (path) => [path, (await hashOf(path)) ?? ''] as const),
  );
  const built: Kept = { text, sources };
  await mkdir(folder, { recursive: true });
  // Written aside and renamed, so that two processes at once do not meet half a file.
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, JSON.stringify(built));
  await rename(aside, file);
  return text;
}

async function readKept(file: string): Promise<Kept | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept;
  } catch {
    // Not there, or not whole: it is made again.
    return null;
  }
}

async function isCurrent({ sources }: Kept): Promise<boolean> {
  const same = sources.map(async ([path, hash]) => (await hashOf(path)) === hash);
  return (await Promise.all(same)).every(Boolean);
}

async function hashOf(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}
