import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Files } from '../types.ts';
import { nodePackages } from './for-node.ts';
import { type LinkedPackageFile, linkPackage } from './linked-package.ts';
import { loadPackageFiles } from './load.ts';
import { packageStore } from './store.ts';
import { VETTED_PACKAGES, VETTED_SPECIFIERS } from './vetted.ts';

/** For the first bundling and for linking, which parses a megabyte and a half. */
const loaded = new Map<string, Promise<readonly LinkedPackageFile[]>>();

function load(name: string): Promise<readonly LinkedPackageFile[]> {
  const linking =
    loaded.get(name) ??
    packageStore().then((store) => linkPackage(store.get(name) ?? [], { asyncContext: false }));
  loaded.set(name, linking);
  return linking;
}

/** Folders of the packages that files are of, by their paths. */
function packagesIn(paths: readonly string[]): string[] {
  const folders = paths.map((path) => /node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  return [...new Set(folders)].sort();
}

test('every vetted package imports only Node’s modules and vetted packages', async () => {
  for (const name of Object.keys(VETTED_PACKAGES)) {
    for (const { module } of await load(name)) {
      for (const { target, specifier } of module.imports) {
        // Hono's logger asks for the settings of a host that is not Node, when it runs there.
        if (target.kind === 'computed') expect(module.path).toBe('node_modules/hono/logger.mjs');
        else if (target.kind === 'builtin') expect(isBuiltin(specifier)).toBe(true);
        else expect(target.kind).toMatch(/^(?:module|package)$/);
      }
    }
  }
});

test('a service is given what it imports, and no more of a package than that', async () => {
  const files = await loadPackageFiles(['hono/http-exception'], load);
  const paths = files.map(({ module }) => module.path);
  expect(paths).toContain('node_modules/hono/http-exception.mjs');
  expect(paths).not.toContain('node_modules/hono/index.mjs');
});

test('a service is given the packages that its packages import', async () => {
  const files = await loadPackageFiles(['@connectrpc/connect'], load);
  expect(packagesIn(files.map(({ module }) => module.path))).toEqual([
    'node_modules/@bufbuild/protobuf',
    'node_modules/@connectrpc/connect',
  ]);
});

test('Node is given the same files, with a package.json for each package', async () => {
  const inPage = await loadPackageFiles(['hono', '@connectrpc/connect'], load);
  const inNode = Object.keys(await nodePackages(['hono', '@connectrpc/connect']));
  const manifests = inNode.filter((path) => path.endsWith('package.json'));
  expect(manifests.sort()).toEqual([
    'node_modules/@bufbuild/protobuf/package.json',
    'node_modules/@connectrpc/connect/package.json',
    'node_modules/hono/package.json',
  ]);
  const others = inNode.filter((path) => !manifests.includes(path));
  expect(others.sort()).toEqual(inPage.map(({ module }) => module.path).sort());
});

test('a service without packages is given none', async () => {
  expect(await nodePackages([])).toEqual({});
});

test('the bundles are made once and kept', async () => {
  const root = await project('1.2.3', '1.2.3');
  const [first, second] = await Promise.all([packageStore(root), packageStore(root)]);
  expect(second).toBe(first);
  expect([...first.keys()]).toEqual(Object.keys(VETTED_PACKAGES));
  const [kept, ...others] = await readdir(join(root, 'node_modules/.cache/brownout'));
  expect(kept).toMatch(/^packages-[0-9a-f]{16}\.json$/);
  expect(others).toEqual([]);
});

test('packages that are not those of the lock file are refused', async () => {
  const root = await project('1.2.3', '1.2.4');
  await expect(packageStore(root)).rejects.toThrow(
    'The lock file names zod 1.2.3, but 1.2.4 is installed. Run npm install.',
  );
});

/** A project with packages of one empty file for each entry point. */
async function project(locked: string, installed: string): Promise<string> {
  const root = await temporaryFolder();
  const names = [...Object.keys(VETTED_PACKAGES), 'esbuild'];
  const packages = names.map((name) => [`node_modules/${name}`, { version: locked }]);
  const files: Record<string, string> = {
    'package-lock.json': JSON.stringify({ packages: Object.fromEntries(packages) }),
  };
  for (const name of names) {
    const exports = (VETTED_PACKAGES[name] ?? []).map((entry) => [entry, './empty.js']);
    const manifest = { name, version: installed, exports: Object.fromEntries(exports) };
    files[`node_modules/${name}/package.json`] = JSON.stringify(manifest);
    files[`node_modules/${name}/empty.js`] = '';
  }
  await write(root, files);
  return root;
}

async function write(root: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

test('every entry point can be loaded', async () => {
  const files = await loadPackageFiles([...VETTED_SPECIFIERS], load);
  expect(files.length).toBeGreaterThanOrEqual(VETTED_SPECIFIERS.size);
});
