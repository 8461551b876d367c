import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type LinkedPackageFile, linkPackage } from './linked-package.ts';
import { PROJECT_ROOT, packageStore } from './store.ts';
import { VETTED_PACKAGES } from './vetted.ts';

/** The module that fetches packages; its type is in the browser sandbox's package-modules.d.ts. */
const MODULE = 'virtual:brownout/packages';
/** Followed by the package's name: one chunk of the site each, fetched when a service needs it. */
const PLAIN = 'virtual:brownout/package/';
const WITH_CONTEXT = 'virtual:brownout/package-with-context/';

/** Makes the linked files of something that is not in a package. */
export type MakeFiles = () => Promise<readonly LinkedPackageFile[]>;

/**
 * Puts the vetted packages, linked, into the site, and `others` by their names: those in one form,
 * without AsyncLocalStorage.
 */
export function vettedPackages(others: Readonly<Record<string, MakeFiles>> = {}): Plugin {
  return {
    name: 'brownout:packages',
    resolveId: (id) => (id === MODULE || nameIn(id) !== null ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${MODULE}`) return fetchers(Object.keys(others));
      const name = id.startsWith('\0') ? nameIn(id.slice(1)) : null;
      if (name === null) return null;
      const other = others[name];
      if (other !== undefined) return `export default ${JSON.stringify(await other())};`;
      const files = (await packageStore()).get(name) ?? [];
      const asyncContext = id.startsWith(`\0${WITH_CONTEXT}`);
      return {
        code: `export default ${JSON.stringify(linkPackage(files, { asyncContext }))};`,
        meta: { bundledFiles: [join(PROJECT_ROOT, 'node_modules', name, 'package.json')] },
      };
    },
  };
}

function fetchers(others: readonly string[]): string {
  const packages = Object.keys(VETTED_PACKAGES);
  const [plain, withContext] = [
    table(PLAIN, [...packages, ...others]),
    table(WITH_CONTEXT, packages),
  ];
  return `export const plain = ${plain};\nexport const withContext = ${withContext};`;
}

function table(prefix: string, names: readonly string[]): string {
  const rows = names.map((name) => {
    const module = JSON.stringify(prefix + name);
    return `${JSON.stringify(name)}: () => import(${module})`;
  });
  return `{ ${rows.join(', ')} }`;
}

function nameIn(id: string): string | null {
  for (const prefix of [PLAIN, WITH_CONTEXT]) {
    if (id.startsWith(prefix)) return id.slice(prefix.length);
  }
  return null;
}
