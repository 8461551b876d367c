import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../../../runtime/compile/types.ts';
import { CommandError } from '../errors.ts';

/** A workspace is a learner's exercise: more files than this are somebody's project. */
const MOST_FILES = 500;
const MOST_BYTES = 4 * 1024 * 1024;

/** What a service can be made of; editors' swap and backup files end otherwise. */
const SOURCE_FILE = /\.(?:ts|mts|js|mjs|json)$/;

/**
 * Reads the learner's files: sources anywhere below the folder, and those in `known` whatever they
 * end in. Hidden and node_modules folders are left out. A folder that is not there has no files; a
 * file that vanishes while it is read is left out.
 */
export async function readFiles(dir: string, known: Files): Promise<Files> {
  const files: Record<string, string> = {};
  let bytes = 0;
  for (const path of (await listFiles(dir)).sort()) {
    if (!SOURCE_FILE.test(path) && !Object.hasOwn(known, path)) continue;
    const content = await readFile(join(dir, path)).catch(absent);
    if (content === undefined) continue;
    bytes += content.length;
    if (Object.keys(files).length >= MOST_FILES || bytes > MOST_BYTES) throw tooMuch(dir);
    files[path] = decode(dir, path, content);
  }
  return files;
}

/** The folders of a workspace that can have sources, the workspace itself first. */
export async function listFolders(dir: string): Promise<string[]> {
  const folders = [dir];
  for (const entry of await entriesOf(dir)) {
    if (isOpenFolder(entry)) folders.push(...(await listFolders(join(dir, entry.name))));
    if (folders.length > MOST_FILES) throw tooMuch(dir);
  }
  return folders;
}

/**
 * Makes the folder go from some files to others: writes what differs, removes what is gone, and
 * leaves everything else alone.
 */
export async function applyFiles(dir: string, from: Files, to: Files): Promise<void> {
  for (const [path, text] of Object.entries(to)) {
    if (from[path] !== text) await writeWhole(join(dir, path), text);
  }
  for (const path of Object.keys(from)) {
    if (Object.hasOwn(to, path)) continue;
    await rm(join(dir, path), { force: true });
    await removeEmptyFolders(dir, dirname(path));
  }
}

/** Reads a file; null when there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes a file so that a reader sees the old text or the new one, and a crash leaves one of them. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = join(dirname(file), `.${randomUUID()}.brownout-draft`);
  try {
    await writeFile(draft, text, { flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function listFiles(dir: string, below = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entriesOf(join(dir, below))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isOpenFolder(entry)) found.push(...(await listFiles(dir, path)));
    else if (!entry.isDirectory() && !entry.name.startsWith('.')) found.push(path);
    if (found.length > MOST_FILES * 10) throw tooMuch(dir);
  }
  return found;
}

function isOpenFolder(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules';
}

async function entriesOf(dir: string): Promise<Dirent[]> {
  return (await readdir(dir, { withFileTypes: true }).catch(absent)) ?? [];
}

async function removeEmptyFolders(dir: string, below: string): Promise<void> {
  for (let path = below; path !== '.'; path = dirname(path)) {
    const removed = await rmdir(join(dir, path)).then(
      () => true,
      () => false, // not empty: something of the learner's is in it
    );
    if (!removed) return;
  }
}

/** Files and folders may vanish at any moment in an editor's hands; other errors are errors. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'EISDIR') return undefined;
  throw error;
}

function decode(dir: string, path: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new CommandError(`${join(dir, path)} is not UTF-8 text.`, 'Save it as UTF-8.');
  }
}

function tooMuch(dir: string): CommandError {
  return new CommandError(
    `${dir} has more in it than a step's files.`,
    'A workspace belongs to Brownout alone: choose an empty folder with --workspace DIR.',
  );
}
