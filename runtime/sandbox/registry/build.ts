import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kept } from '../../compile/packages/cache.ts';
import { type LinkedPackageFile, linkPackage } from '../../compile/packages/linked-package.ts';
import { PROJECT_ROOT } from '../../compile/packages/store.ts';
import { REGISTRY_PATH } from './entry.ts';

const SOURCES = join(PROJECT_ROOT, 'runtime/registry');

/** How it is bundled. Not minified: stacks that a learner sees name its functions. */
const OPTIONS = {
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  charset: 'utf8',
} as const;

let code: Promise<string> | null = null;
let files: Promise<readonly LinkedPackageFile[]> | null = null;

/** The registry's program as one JavaScript module: bundled once for each content of its sources. */
export function registryCode(): Promise<string> {
  code ??= readCode();
  return code;
}

/** The same for where there is no Node: linked, and its steps not counted, for it is our own. */
export function registryFiles(): Promise<readonly LinkedPackageFile[]> {
  files ??= registryCode().then((code) =>
    linkPackage([{ path: REGISTRY_PATH, code, imports: [] }], { asyncContext: false }),
  );
  return files;
}

async function readCode(): Promise<string> {
  const bundled = await kept(PROJECT_ROOT, 'registry', [OPTIONS, await sources()], async () => {
    // Only now: most runs find it bundled, and need no bundler.
    const { build } = await import('esbuild');
    const entryPoints = [join(SOURCES, 'program/main.ts')];
    const { outputFiles } = await build({
      ...OPTIONS,
      external: ['node:*'],
      entryPoints,
      write: false,
    });
    return JSON.stringify(outputFiles[0]?.text);
  });
  return JSON.parse(bundled);
}

/** All that the bundle may be made of, by path. */
async function sources(): Promise<readonly (readonly [string, string])[]> {
  const paths = (await readdir(SOURCES, { recursive: true })).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
  );
  const read = paths.sort().map(async (path) => {
    return [path, await readFile(join(SOURCES, path), 'utf8')] as const;
  });
  return Promise.all(read);
}
