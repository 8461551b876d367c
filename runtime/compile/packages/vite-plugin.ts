import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type LinkedPackageFile, linkPackage } from './linked-package.ts';
import { PROJECT_ROOT, packageStore } from './store.ts';
import { VETTED_PACKAGES } from './vetted.ts';

/** The module that fetches packages; its type is in the browser sandbox's package-modules.d.ts. */
const MODULE = 'virtual:brownout/packages';
/** Followed by the package's name: one chunk of the site each, fetched when a service needs it. */
const PREFIXES = {
  plain: 'virtual:brownout/package/',
  withContext: 'virtual:brownout/package-with-context/',
  metered: 'virtual:brownout/metered-package/',
  meteredWithContext: 'virtual:brownout/metered-package-with-context/',
} as const;

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
      const asyncContext = id.includes('-with-context/');
      const metered = id.includes('/metered-');
      return {
        code: `export default ${JSON.stringify(linkPackage(files, { asyncContext, metered }))};`,
        meta: { bundledFiles: [join(PROJECT_ROOT, 'node_modules', name, 'package.json')] },
      };
    },
  };
}

function fetchers(others: readonly string[]): string {
  const packages = Object.keys(VETTED_PACKAGES);
  return Object.entries(PREFIXES)
    .map(([name, prefix]) => {
      const names = name === 'plain' ? [...packages, ...others] : packages;
      return `export const ${name} = ${table(prefix, names)};`;
    })
    .join('\n');
}

function table(prefix: string, names: readonly string[]): string {
  const rows = names.map((name) => {
    const module = JSON.stringify(prefix + name);
    return `${JSON.stringify(name)}: () => import(${module})`;
  });
  return `{ ${rows.join(', ')} }`;
}

function nameIn(id: string): string | null {
  for (const prefix of Object.values(PREFIXES)) {
    if (id.startsWith(prefix)) return id.slice(prefix.length);
  }
  return null;
}
