import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Alias, build, type Plugin, type Rolldown } from 'vite';

const require = createRequire(import.meta.url);
const SHIMS = new URL('../../../process/shims/', import.meta.url);

export interface Bundle {
  /** A classic script. */
  readonly code: string;
  /** Absolute paths of the files that went into it. */
  readonly files: readonly string[];
}

/** A module that is not bundled: the script finds what it exports in a variable of that name. */
export interface Given {
  readonly module: URL;
  readonly name: string;
}

export interface BundleOptions {
  /** The variable to which the script gives what the entry exports; `brownout`, unless told. */
  readonly exportsName?: string;
  readonly plugins?: readonly Plugin[];
  readonly given?: Given;
}

/** Bundles an entry to one classic script, with nothing left to load but what is given. */
export async function bundle(
  entry: URL,
  minify: boolean,
  { exportsName = 'brownout', plugins = [], given }: BundleOptions = {},
): Promise<Bundle> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [...plugins],
    resolve: { alias: LIBRARIES },
    // The libraries are to use ours, which are there before the engine's own are gone.
    define: Object.fromEntries(OURS.map((name) => [`globalThis.${name}`, 'undefined'])),
    build: {
      write: false,
      target: 'es2022',
      minify,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(entry),
        // A library has one in a place that is never reached; a closed frame allows none.
        checks: { eval: false },
        preserveEntrySignatures: 'strict',
        external: (id, importer) => given !== undefined && leadsTo(given.module, id, importer),
        // Programs see the names of classes and functions: when they print them, and in stacks.
        output: {
          format: 'iife',
          codeSplitting: false,
          name: exportsName,
          keepNames: true,
          globals: () => given?.name ?? '',
        },
      },
    },
  });
  const [output] = [result].flat() as Rolldown.RolldownOutput[];
  const [chunk] = output?.output ?? [];
  if (chunk === undefined) throw new Error(`${entry.pathname} gave no bundle.`);
  return { code: chunk.code, files: chunk.moduleIds.filter((id) => id.startsWith('/')) };
}

function leadsTo(module: URL, id: string, importer: string | undefined): boolean {
  const path = fileURLToPath(module);
  return id === path || (importer !== undefined && resolve(dirname(importer), id) === path);
}

/** Globals of the engine in whose place readable-stream looks for a package. */
const OURS = ['AbortController', 'AbortSignal', 'Blob'];

/**
 * The packages under the Node API here, by the names of Node's modules that they stand for: a
 * bundler for browsers would leave those out. What they ask of a global `process` goes to ours.
 */
const LIBRARIES: Alias[] = [
  { find: /^events$/, replacement: shim('events.ts') },
  { find: /^buffer$/, replacement: require.resolve('buffer/') },
  { find: /^string_decoder\/?$/, replacement: require.resolve('string_decoder/') },
  { find: /^safe-buffer$/, replacement: require.resolve('buffer/') },
  { find: /^process\/$/, replacement: shim('process.ts') },
  { find: /^abort-controller$/, replacement: shim('abort-controller.ts') },
];

function shim(file: string): string {
  return fileURLToPath(new URL(file, SHIMS));
}
