import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import {
  packageOf,
  packagePath,
  VETTED_PACKAGES,
  VETTED_SPECIFIERS,
} from '../../../runtime/compile/packages/index.ts';

const MODULE = 'virtual:brownout/package-types';

/** The declarations of one package, as the editor is given them. */
export interface PackageTypes {
  /** Text by path below node_modules, `/` between its parts. */
  readonly files: Readonly<Record<string, string>>;
  /** Vetted packages whose types these refer to. */
  readonly needs: readonly string[];
}

/**
 * Vite plugin: the virtual module `virtual:brownout/package-types`, which fetches the declarations
 * of a vetted package, by its name, when a learner imports it.
 */
export function packageTypes(nodeModules: string): Plugin {
  const ofPackage = `\0${MODULE}/`;
  return {
    name: 'brownout:package-types',
    resolveId: (id) => (id === MODULE || id.startsWith(`${MODULE}/`) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${MODULE}`) return fetchers();
      if (!id.startsWith(ofPackage)) return null;
      const types = collectPackageTypes(nodeModules, id.slice(ofPackage.length));
      return `export default ${JSON.stringify(types)};`;
    },
  };
}

function fetchers(): string {
  const rows = Object.keys(VETTED_PACKAGES).map(
    (name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`${MODULE}/${name}`)})`,
  );
  return `export default { ${rows.join(', ')} };`;
}

/** What the package's entry points declare, and all that this refers to. */
export function collectPackageTypes(nodeModules: string, name: string): PackageTypes {
  const specifiers = [...VETTED_SPECIFIERS].filter((specifier) => packageOf(specifier) === name);
  const collected: Collected = { texts: new Map(), needs: new Set() };
  const entries: [string, string][] = specifiers.map((specifier) => {
    const file = entryDeclaration(join(nodeModules, name), specifier.slice(name.length + 1));
    addWithImports(file, collected);
    return [packagePath(specifier).replace(/^node_modules\/(.*)\.mjs$/, '$1.d.ts'), file];
  });
  const below = (file: string) => relative(nodeModules, file).split(sep).join('/');
  const files = new Map([...collected.texts].map(([file, text]) => [below(file), text]));
  for (const [path, file] of entries) {
    if (!files.has(path)) files.set(path, passOn(path, below(file), files.get(below(file)) ?? ''));
  }
  collected.needs.delete(name);
  return { files: Object.fromEntries(files), needs: [...collected.needs] };
}

interface Collected {
  /** By absolute path. */
  readonly texts: Map<string, string>;
  readonly needs: Set<string>;
}

/** A declaration file that stands where an import of the entry point is looked for. */
function passOn(path: string, target: string, text: string): string {
  const from = `./${relative(dirname(path), target).split(sep).join('/')}`;
  const specifier = from.replace(/\.d\.([cm]?)ts$/, '.$1js');
  const hasDefault = /\bexport default\b|\bas default\b/.test(text);
  return `export * from '${specifier}';\n${hasDefault ? `export { default } from '${specifier}';\n` : ''}`;
}

type Condition = string | { readonly [condition: string]: Condition } | undefined;

/** The declaration file of an entry point (`streaming`; empty for the package itself). */
function entryDeclaration(folder: string, entry: string): string {
  const { exports, module, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const key = entry === '' ? '.' : `./${entry}`;
  const conditions: Condition = exports?.[key] ?? { import: module ?? main };
  const candidates = [
    ...declarationsBeside(folder, pick(conditions, 'import', 'default')),
    pick(conditions, 'import', 'types') ?? '',
    pick(conditions, 'types') ?? '',
  ];
  const found = candidates.map((path) => join(folder, path)).find((path) => isDeclaration(path));
  if (found === undefined) throw new Error(`${folder} has no types for ${key}.`);
  return found;
}

function declarationsBeside(folder: string, path: string | undefined): string[] {
  if (path === undefined) return [];
  return declarationsFor(join(folder, path)).map((file) => relative(folder, file));
}

/** The path at the end of nested conditions; one that is left out there is taken as met. */
function pick(from: Condition, ...conditions: string[]): string | undefined {
  if (typeof from !== 'object') return conditions.at(-1) === 'types' ? undefined : from;
  const [first = '', ...rest] = conditions;
  return rest.length === 0 && typeof from[first] === 'string'
    ? from[first]
    : pick(from[first], ...rest);
}

function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path) && existsSync(path);
}

/** Where the types of a module may be declared, by its path with or without an ending. */
function declarationsFor(path: string): string[] {
  const stem = path.replace(/\.[cm]?js$/, '');
  const ending = path.endsWith('.mjs') ? '.d.mts' : path.endsWith('.cjs') ? '.d.cts' : '.d.ts';
  return [stem + ending, `${path}.d.ts`, join(path, 'index.d.ts')].filter(isDeclaration);
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

function addWithImports(file: string, to: Collected): void {
  if (to.texts.has(file)) return;
  const text = readFileSync(file, 'utf8');
  to.texts.set(file, text);
  for (const [, specifier = ''] of text.matchAll(IMPORT)) {
    if (specifier.startsWith('.')) {
      const [declaration] = declarationsFor(resolve(dirname(file), specifier));
      if (declaration !== undefined) addWithImports(declaration, to);
    } else if (VETTED_SPECIFIERS.has(specifier)) to.needs.add(packageOf(specifier));
  }
}
