import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Alias, build, type Rolldown } from 'vite';

const require = createRequire(import.meta.url);
const SHIMS = new URL('../../../process/shims/', import.meta.url);

export interface Bundle {
  /** A classic script. */
  readonly code: string;
  /** Absolute paths of the files that went into it. */
  readonly files: readonly string[];
}

/** Bundles an entry of the frame to one classic script, with nothing left to load. */
export async function bundle(entry: URL, minify: boolean): Promise<Bundle> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: LIBRARIES },
    build: {
      write: false,
      target: 'es2022',
      minify,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(entry),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const [output] = [result].flat() as Rolldown.RolldownOutput[];
  const [chunk] = output?.output ?? [];
  if (chunk === undefined) throw new Error(`${entry.pathname} gave no bundle.`);
  return { code: chunk.code, files: chunk.moduleIds.filter((id) => id.startsWith('/')) };
}

/**
 * The packages under the Node API here, by the names of Node's modules that they stand for: a
 * bundler for browsers would leave those out. What they ask of a global `process` goes to ours.
 */
const LIBRARIES: Alias[] = [
  { find: /^events$/, replacement: require.resolve('events/') },
  { find: /^buffer$/, replacement: require.resolve('buffer/') },
  { find: /^string_decoder\/?$/, replacement: require.resolve('string_decoder/') },
  { find: /^safe-buffer$/, replacement: require.resolve('buffer/') },
  { find: /^process\/$/, replacement: fileURLToPath(new URL('process.ts', SHIMS)) },
  {
    find: /^abort-controller$/,
    replacement: fileURLToPath(new URL('abort-controller.ts', SHIMS)),
  },
];
