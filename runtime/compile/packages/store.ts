import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kept } from './cache.ts';
import type { PackageStore } from './node-files.ts';
import { VETTED_PACKAGES } from './vetted.ts';

/** Where package.json, the lock file and node_modules are. */
export const PROJECT_ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How the cache's files are written. To be counted up when bundling changes. */
const FORMAT = 1;

const stores = new Map<string, Promise<PackageStore>>();

/**
 * The vetted packages, bundled from what the lock file names. They are bundled on first use, which
 * takes a second or two, and kept in node_modules/.cache/brownout for later processes: nothing has
 * to be built before the first lesson, and a lesson that imports no package never waits.
 * Rejects when what is installed is not what the lock file names.
 */
export function packageStore(root = PROJECT_ROOT): Promise<PackageStore> {
  const known = stores.get(root);
  if (known !== undefined) return known;
  const opening = openStore(root);
  stores.set(root, opening);
  // The next call tries again: meanwhile the packages may have been installed.
  opening.catch(() => stores.delete(root));
  return opening;
}

async function openStore(root: string): Promise<PackageStore> {
  const all = await kept(root, 'packages', await ingredients(root), async () =>
    JSON.stringify(Object.fromEntries(await bundleAll(root))),
  );
  return new Map(Object.entries(JSON.parse(all)));
}

async function bundleAll(root: string): Promise<PackageStore> {
  // Only now: most runs find the packages bundled, and need no bundler.
  const { bundlePackage } = await import('./bundle.ts');
  const names = Object.keys(VETTED_PACKAGES);
  const bundled = names.map(async (name) => [name, await bundlePackage(name, root)] as const);
  return new Map(await Promise.all(bundled));
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

/** All that the bundled text depends on. */
async function ingredients(root: string): Promise<unknown> {
  const lock: LockFile = await readJson(join(root, 'package-lock.json'));
  const names = [...Object.keys(VETTED_PACKAGES), 'esbuild'];
  const locked = names.map((name) => [name, lock.packages[`node_modules/${name}`]] as const);
  for (const [name, entry] of locked) await verifyInstalled(root, name, entry?.version);
  return [FORMAT, VETTED_PACKAGES, locked];
}

async function verifyInstalled(
  root: string,
  name: string,
  locked: string | undefined,
): Promise<void> {
  const path = join(root, 'node_modules', name, 'package.json');
  const { version } = await readJson<{ version: string }>(path).catch(() => ({ version: null }));
  if (version === locked) return;
  const found = version === null ? 'it is not installed' : `${version} is installed`;
  throw new Error(
    `The lock file names ${name} ${locked ?? 'not at all'}, but ${found}. Run npm install.`,
  );
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8'));
}
