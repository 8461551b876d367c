import { closest, didYouMean } from '../compile/diagnose/spelling.ts';
import type { Import, ImportedName } from '../compile/module.ts';
import { BUILTIN_ADVICE } from './builtins/catalogue.ts';
import { NotAvailableError } from './errors/not-available.ts';

/** Where in the workspace an import went wrong. */
export interface ImportPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Node's own words for an import that no export answers, then the name that was perhaps meant. The
 * stack begins with the place, as Node's does: the error comes before any of the learner's code.
 */
export function missingExport(
  importer: string,
  { specifier }: Import,
  name: ImportedName,
  candidates: Iterable<string>,
): SyntaxError & ImportPlace {
  const said = `The requested module '${specifier}' does not provide an export named '${name.imported}'`;
  const hint = didYouMean(closest(name.imported, candidates));
  return placed(new SyntaxError(hint === '' ? said : `${said}. ${hint}`), importer, name);
}

/** Two `export *` give the same name to different things, and the import asks for that name. */
export function ambiguousExport(
  importer: string,
  { specifier }: Import,
  name: ImportedName,
): SyntaxError & ImportPlace {
  const said = `The requested module '${specifier}' contains conflicting star exports for name '${name.imported}'`;
  return placed(new SyntaxError(said), importer, name);
}

function placed<E extends Error>(error: E, file: string, at: ImportedName): E & ImportPlace {
  const { line, column } = at;
  error.stack = `${file}:${line}:${column}\n\n${error.name}: ${error.message}`;
  return Object.assign(error, { file, line, column });
}

/** As Node has it: `ERR_MODULE_NOT_FOUND`. */
export function moduleNotFound(specifier: string, importer?: string): Error & { code: string } {
  const from = importer === undefined ? '' : ` imported from ${importer}`;
  const kind = /^(?:\.{0,2}\/|\w+:)/.test(specifier) ? 'module' : 'package';
  const error = new Error(`Cannot find ${kind} '${specifier}'${from}`);
  return Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
}

/** A module of Node that is not here; of what is none, as Node has it: `ERR_UNKNOWN_BUILTIN_MODULE`. */
export function missingBuiltin(name: string): Error & { code: string } {
  const advice = BUILTIN_ADVICE[name];
  if (advice !== undefined) return new NotAvailableError(`node:${name}`, advice);
  const error = new Error(`No such built-in module: node:${name}`);
  return Object.assign(error, { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
}
