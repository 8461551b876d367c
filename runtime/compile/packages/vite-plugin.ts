import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { LinkOptions } from '../link/link.ts';
import { type LinkedPackageFile, linkPackage } from './linked-package.ts';
import { PROJECT_ROOT, packageStore } from './store.ts';
import { VETTED_PACKAGES } from './vetted.ts';

/** The module that fetches packages; its type is in the browser sandbox's package-modules.d.ts. */
const MODULE = 'virtual:brownout/packages';
/** Followed by a form and the package's name: one chunk of the site each, fetched when it is needed. */
const PACKAGE = 'virtual:brownout/package/';

/** How the packages are linked, by the names under which MODULE exports what fetches them. */
const FORMS: ReadonlyMap<string, LinkOptions> = new Map([
  ['plain', { asyncContext: false, metered: false }],
  ['withContext', { asyncContext: true, metered: false }],
  ['metered', { asyncContext: false, metered: true }],
  ['meteredWithContext', { asyncContext: true, metered: true }],
]);

/** Makes the linked files of something that is not in a package. */
export type MakeFiles = () => Promise<readonly LinkedPackageFile[]>;

/**
 * Puts the vetted packages, linked, into the site, and `others` by their names: those in one form,
 * without AsyncLocalStorage.
 */
export function vettedPackages(others: Readonly<Record<string, MakeFiles>> = {}): Plugin {
  return {
    name: 'brownout:packages',
    resolveId: (id) => (id === MODULE || id.startsWith(PACKAGE) ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${MODULE}`) return fetchers(Object.keys(others));
      if (!id.startsWith(`\0${PACKAGE}`)) return null;
      const [, form = '', name = ''] = /^(\w+)\/(.+)$/.exec(id.slice(PACKAGE.length + 1)) ?? [];
      const options = FORMS.get(form);
      if (options === undefined) return null;
      const other = others[name];
      if (other !== undefined) return `export default ${JSON.stringify(await other())};`;
      const files = (await packageStore()).get(name) ?? [];
      return {
        code: `export default ${JSON.stringify(linkPackage(files, options))};`,
        meta: { bundledFiles: [join(PROJECT_ROOT, 'node_modules', name, 'package.json')] },
      };
    },
  };
}

function fetchers(others: readonly string[]): string {
  const packages = Object.keys(VETTED_PACKAGES);
  return [...FORMS.keys()]
    .map((form) => {
      const names = form === 'plain' ? [...packages, ...others] : packages;
      return `export const ${form} = ${table(form, names)};`;
    })
    .join('\n');
}

function table(form: string, names: readonly string[]): string {
  const rows = names.map((name) => {
    const module = JSON.stringify(`${PACKAGE}${form}/${name}`);
    return `${JSON.stringify(name)}: () => import(${module})`;
  });
  return `{ ${rows.join(', ')} }`;
}
