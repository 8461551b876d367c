import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Licences of packages that bring no text of their own; from the folder `licences` beside this. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  '@bufbuild/protobuf': ['Apache-2.0.txt', 'google-protobuf-BSD-3-Clause.txt'],
  '@connectrpc/connect': ['Apache-2.0.txt'],
};

const FILE = 'third-party.txt';

/**
 * Vite plugin: adds third-party.txt to the built site, with the name, version and licence of every
 * package that something of went into it. A plugin that bundles files by itself names them in its
 * module's `meta.bundledFiles`.
 */
export function thirdParty(): Plugin {
  return {
    name: 'brownout:third-party',
    apply: 'build',
    generateBundle(_options, bundle) {
      const modules = [...this.getModuleIds()];
      const bundled = modules.map((id): unknown => this.getModuleInfo(id)?.meta.bundledFiles);
      const assets = Object.values(bundle).map((output) =>
        output.type === 'asset' ? output.originalFileNames.map((file) => resolve(file)) : [],
      );
      const files = [...modules, ...bundled.filter(isList).flat(), ...assets.flat()];
      const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
      this.emitFile({ type: 'asset', fileName: FILE, source: noticesOf([...folders]) });
    },
  };
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

/** The folder of the package that a file belongs to; null for our own. */
export function packageFolder(file: string): string | null {
  return (
    /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'))?.[0] ?? null
  );
}

/** Throws when a package does not say under which licence it comes. */
export function noticesOf(folders: readonly string[]): string {
  const notices = folders
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      return { title: `${name} ${version} (${license})`, texts: licenceTexts(folder, name) };
    })
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const parts = notices.map(({ title, texts }) => [title, '', ...texts].join('\n'));
  return ['Brownout contains the following packages.', ...parts].join(`\n\n${'-'.repeat(80)}\n\n`);
}

function licenceTexts(folder: string, name: string): string[] {
  const own = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice|thirdpartynotices)\b/i.test(file))
    .map((file) => join(folder, file));
  const known = (TEXTS[name] ?? []).map((file) => join(import.meta.dirname, 'licences', file));
  const files = [...own, ...known];
  if (files.length === 0)
    throw new Error(`${name} has no licence's text: add one to ${import.meta.filename}.`);
  return files.map((file) => readFileSync(file, 'utf8').trim());
}
