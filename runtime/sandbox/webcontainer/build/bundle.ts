import { fileURLToPath } from 'node:url';

const HERE = new URL('../', import.meta.url);

/** Not minified: stacks that a learner sees name the preload's functions. */
const OPTIONS = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node18',
  charset: 'utf8',
} as const;

export interface Bundles {
  readonly gateway: string;
  readonly preload: string;
  readonly controlThread: string;
}

const ENTRIES: Readonly<Record<keyof Bundles, string>> = {
  gateway: 'gateway/main.ts',
  preload: 'service/preload.ts',
  controlThread: 'service/control-thread.ts',
};

/** Brownout's own programs in a container, each bundled to one module. */
export async function bundleAll(): Promise<Bundles> {
  // Only now: most processes need no bundler.
  const { build } = await import('esbuild');
  const bundled = Object.entries(ENTRIES).map(async ([name, entry]) => {
    const entryPoints = [fileURLToPath(new URL(entry, HERE))];
    const { outputFiles } = await build({ ...OPTIONS, entryPoints, write: false });
    return [name, outputFiles[0]?.text ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(bundled)) as unknown as Bundles;
}
