/** What a thread is given as texts: built by esbuild, and kept until a source changes. */
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';
import { PROJECT_ROOT } from '../../../compile/packages/store.ts';
import { type BuiltText, keptText } from '../../../sandbox/simulated/kept-text.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
const API = fileURLToPath(new URL('../../index.ts', import.meta.url));

/** What the texts depend on besides their sources. */
const MAKERS = [fileURLToPath(import.meta.url), join(PROJECT_ROOT, 'package-lock.json')];

/** Names stay as they are, but are not set again each time that a function is made: that takes time. */
const OPTIONS = {
  absWorkingDir: PROJECT_ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  sourcemap: 'inline',
  sourcesContent: false,
  write: false,
  metafile: true,
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** The simulator and the judge, for `startThread`. */
export function workerText(): Promise<string> {
  return threadText('checker', WORKER);
}

/** A module with all that it imports, as the body of a function of `require`; kept by that name. */
export function threadText(name: string, entry: string): Promise<string> {
  return keptText(name, () => buildText({ entryPoints: [entry], format: 'cjs' }));
}

/**
 * A check as an expression: a function of the scenario API, which is the thread's own (for one copy
 * of it judges), that gives what the check module exports. `file` is an absolute path.
 */
export function checkText(file: string): Promise<string> {
  const name = relative(PROJECT_ROOT, file).replaceAll(/\W+/g, '-');
  return keptText(name, () =>
    buildText({
      entryPoints: [file],
      format: 'iife',
      globalName: 'check',
      banner: { js: '(function(brownoutScenario){' },
      footer: { js: 'return check;})' },
      plugins: [givenApi],
    }),
  );
}

const givenApi: Plugin = {
  name: 'brownout:given-api',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/index\.ts$/ }, ({ path, resolveDir }) =>
      resolve(resolveDir, path) === API ? { path: API, namespace: 'given' } : null,
    );
    onLoad({ filter: /./, namespace: 'given' }, () => ({
      contents: 'module.exports = brownoutScenario;',
    }));
  },
};

async function buildText(options: BuildOptions): Promise<BuiltText> {
  // Only now: most runs find the texts built, and need no bundler.
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({ ...OPTIONS, ...options });
  const sources = Object.keys(metafile?.inputs ?? {}).filter((path) => !path.startsWith('given:'));
  const files = sources.map((path) => join(PROJECT_ROOT, path));
  return { text: outputFiles?.[0]?.text ?? '', files: [...files, ...MAKERS] };
}
