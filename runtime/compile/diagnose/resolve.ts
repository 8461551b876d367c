import { type Builtins, builtinName, NODE_MODULES } from '../builtins.ts';
import type { ImportSite, Target } from '../module.ts';
import { packageOf, VETTED_PACKAGES, VETTED_SPECIFIERS } from '../packages/vetted.ts';
import type { Problem } from './diagnose.ts';
import { closest, didYouMean } from './spelling.ts';

/** Where a specifier leads, or why it leads nowhere. */
export type Resolution =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly problem: Omit<Problem, 'at'> };

/** What can be imported: the workspace's files, and the sandbox's modules. */
export interface Importable {
  /** Paths of all files of the workspace. */
  readonly paths: ReadonlySet<string>;
  readonly builtins: Builtins;
}

/** Whether a file of the workspace can be imported at all. */
export function isModulePath(path: string): boolean {
  return /\.(?:m?[jt]s|json)$/.test(path) && !/\.d\.m?ts$/.test(path);
}

/** Resolves a specifier as Node's ES module loader does: a relative path is a file's exact name. */
export function resolve(importer: string, site: ImportSite, importable: Importable): Resolution {
  const { specifier } = site;
  if (specifier === '') return { ok: true, target: { kind: 'computed' } };
  if (/^\.{1,2}\//.test(specifier)) return resolveFile(importer, site, importable.paths);
  if (VETTED_SPECIFIERS.has(specifier)) {
    return { ok: true, target: { kind: 'package', specifier } };
  }
  return resolveBuiltin(specifier, importable.builtins);
}

function resolveFile(
  importer: string,
  { specifier, asJson }: ImportSite,
  paths: ReadonlySet<string>,
): Resolution {
  const path = join(importer, specifier);
  if (path === null) {
    return unknown(
      `'${specifier}' is outside of the workspace.`,
      'Import a file of the workspace.',
    );
  }
  if (!paths.has(path)) {
    const meant = meantFile(path, paths);
    return unknown(
      `There is no file '${specifier}'.`,
      didYouMean(meant && relative(importer, meant)) || `Create ${path}, or correct the path.`,
    );
  }
  if (!isModulePath(path)) {
    return unknown(
      `'${specifier}' is not a module.`,
      'Import .ts, .js or .json; read other files with node:fs.',
    );
  }
  if (path.endsWith('.json') && !asJson) {
    return unknown(
      `'${specifier}' is JSON, and an import must say so.`,
      `Write: import … from '${specifier}' with { type: 'json' };`,
    );
  }
  const twin = path.replace(/js$/, 'ts');
  if (twin !== path && paths.has(twin)) {
    return unknown(
      `'${specifier}' stands beside ${twin}, which takes its name when it runs.`,
      `Import '${relative(importer, twin)}', or rename one of the two.`,
    );
  }
  return { ok: true, target: { kind: 'module', path } };
}

function resolveBuiltin(specifier: string, builtins: Builtins): Resolution {
  const name = builtinName(specifier);
  if (name !== null && builtins.names.has(name)) {
    return { ok: true, target: { kind: 'builtin', name } };
  }
  if (name !== null) {
    const message = `${builtins.sandboxTitle} has no 'node:${name}'.`;
    const hint = builtins.advice[name] ?? `It has ${listed(builtins.names)}.`;
    return { ok: false, problem: { code: 'unavailable-module', message: capital(message), hint } };
  }
  if (specifier.startsWith('node:')) {
    const meant = closest(specifier.slice('node:'.length), builtins.names);
    return unknown(
      `Node has no module '${specifier}'.`,
      didYouMean(meant && `node:${meant}`) || 'Look the name up in the list of Node’s modules.',
    );
  }
  if (/^[a-z][a-z\d+.-]*:|^[/#]/i.test(specifier)) {
    return unknown(
      `'${specifier}' is neither a relative path nor a module of Node.`,
      "A file's path is relative and begins with './' or '../'.",
    );
  }
  return noSuchPackage(specifier);
}

function noSuchPackage(specifier: string): Resolution {
  const name = packageOf(specifier);
  if (VETTED_PACKAGES[name] !== undefined) {
    const entries = [...VETTED_SPECIFIERS].filter((each) => packageOf(each) === name);
    return unknown(
      `'${specifier}' is not among the parts of ${name} that services can import.`,
      didYouMean(closest(specifier, entries)) || `There ${areListed(entries)}.`,
    );
  }
  const builtin = closest(specifier, NODE_MODULES);
  const meant = closest(specifier, VETTED_SPECIFIERS) ?? (builtin && `node:${builtin}`);
  return unknown(
    `There is no package '${specifier}' here.`,
    didYouMean(meant) ||
      `There ${areListed(Object.keys(VETTED_PACKAGES))}. Or use a module of Node ('node:http'), or a file of yours ('./name.ts').`,
  );
}

function areListed(names: readonly string[]): string {
  return `${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`;
}

function unknown(message: string, hint: string): Resolution {
  return { ok: false, problem: { code: 'unknown-import', message, hint } };
}

/** The file that a path was meant for: other ending, index file, same name elsewhere, misspelt. */
function meantFile(path: string, paths: ReadonlySet<string>): string | null {
  const modules = [...paths].filter(isModulePath);
  const stem = path.replace(/\.[cm]?[jt]sx?$/, '');
  const endings = ['.ts', '.js', '.mts', '.mjs', '.json', '/index.ts', '/index.js'];
  const byEnding = [path, stem].flatMap((base) => endings.map((ending) => base + ending));
  const baseName = (of: string) => of.slice(of.lastIndexOf('/') + 1);
  return (
    byEnding.find((candidate) => paths.has(candidate)) ??
    modules.find((candidate) => baseName(candidate) === baseName(path)) ??
    closest(path, modules)
  );
}

/** The path that a relative specifier names; null when it leads out of the workspace. */
function join(importer: string, specifier: string): string | null {
  const parts = importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '.' || part === '') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function relative(importer: string, path: string): string {
  const from = importer.split('/').slice(0, -1);
  const to = path.split('/');
  while (from.length > 0 && from[0] === to[0]) {
    from.shift();
    to.shift();
  }
  return (from.length === 0 ? './' : '../'.repeat(from.length)) + to.join('/');
}

function listed(names: ReadonlySet<string>): string {
  return [...names].map((name) => `node:${name}`).join(', ');
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
