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

export interface Bundled {
  readonly bundles: Bundles;
  /** Absolute paths of the files that went into them. */
  readonly files: readonly string[];
}

const ENTRIES: Readonly<Record<keyof Bundles, string>> = {
  gateway: 'gateway/main.ts',
  preload: 'service/preload.ts',
  controlThread: 'service/control-thread.ts',
};

/** Brownout's own programs in a container, each bundled to one module. */
export async function bundleAll(): Promise<Bundled> {
  // Only now: most processes need no bundler.
  const { build } = await import('esbuild');
  const bundled = Object.entries(ENTRIES).map(async ([name, entry]) => {
    const entryPoints = [fileURLToPath(new URL(entry, HERE))];
    const { outputFiles, metafile } = await build({
      ...OPTIONS,
      absWorkingDir: fileURLToPath(HERE),
      entryPoints,
      metafile: true,
      write: false,
    });
    const files = Object.keys(metafile.inputs).map((path) => fileURLToPath(new URL(path, HERE)));
    return { name, text: outputFiles[0]?.text ?? '', files };
  });
  const all = await Promise.all(bundled);
  return {
    bundles: Object.fromEntries(all.map(({ name, text }) => [name, text])) as unknown as Bundles,
    files: [...new Set(all.flatMap(({ files }) => files))],
  };
}
