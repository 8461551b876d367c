import { builtinName } from '../compile/builtins.ts';
import {
  type Import,
  type ImportedName,
  type ModuleFunction,
  type ModuleShape,
  NAMESPACE,
} from '../compile/module.ts';
import { isPackagePath, packagePath } from '../compile/packages/index.ts';
import { LoadedBuiltin, type LoadedModule, LoadedScript } from './loaded-module.ts';
import { missingBuiltin, moduleNotFound } from './module-errors.ts';
import { withStandIns } from './stand-ins.ts';

/** Where a process gets its modules from. */
export interface ModuleSource {
  /** Every module that the entry can reach, those of packages included, by path. */
  readonly modules: ReadonlyMap<string, ModuleShape>;
  /** A module's linked function. */
  functionOf(path: string): ModuleFunction;
  /**
   * What `import` sees of a module of Node, by its name without `node:`: its members, and perhaps
   * `default` (otherwise the object itself is the default). Undefined when there is none.
   */
  builtin(name: string): object | undefined;
  /** A new `import.meta` for a module. */
  metaOf(path: string): ImportMetaFacts;
}

export interface ImportMetaFacts {
  readonly dirname: string;
  readonly filename: string;
  readonly resolve?: (specifier: string) => string;
  readonly url: string;
}

/** The modules of one process: loaded when they are first imported, and run once each. */
export class Modules {
  readonly #source: ModuleSource;
  readonly #scripts = new Map<string, LoadedScript>();
  readonly #builtins = new Map<string, LoadedBuiltin>();
  /** Loading is done one import at a time, so that none meets modules that are half linked. */
  #loading: Promise<unknown> = Promise.resolve();

  constructor(source: ModuleSource) {
    this.#source = source;
  }

  /**
   * Runs a module and all that it imports, and resolves with its namespace. Rejects with what a
   * module threw, or with a SyntaxError when a name is imported that is not exported.
   */
  async import(path: string): Promise<object> {
    const loading = this.#loading.then(() => this.#load(path));
    this.#loading = loading.catch(() => undefined);
    const script = await loading;
    await script.evaluation.evaluate();
    return script.namespace;
  }

  async #load(path: string): Promise<LoadedScript> {
    const added: LoadedScript[] = [];
    try {
      const entry = this.#add(path, added);
      await Promise.all(added.map((script) => script.declare()));
      for (const script of added) script.linkNames();
      return entry;
    } catch (error) {
      // The next import of any of them is to meet the same error, not half a module.
      for (const script of added) this.#scripts.delete(script.path);
      throw error;
    }
  }

  /** Loads a module after those that it imports, as far as they are not loaded already. */
  #add(path: string, added: LoadedScript[]): LoadedScript {
    const known = this.#scripts.get(path);
    if (known !== undefined) return known;
    const module = this.#source.modules.get(path);
    if (module === undefined) throw moduleNotFound(path);

    const script = new LoadedScript(module, {
      run: this.#source.functionOf(path),
      meta: this.#source.metaOf(path),
      load: (specifier) => this.#importFrom(module, specifier),
    });
    this.#scripts.set(path, script);
    script.connect(module.imports.map((site) => this.#dependency(module, site, added)));
    added.push(script);
    return script;
  }

  #dependency(importer: ModuleShape, site: Import, added: LoadedScript[]): LoadedModule | null {
    if (site.kind === 'dynamic') return null;
    const { target } = site;
    if (target.kind === 'module') return this.#add(target.path, added);
    if (target.kind === 'package') return this.#add(packagePath(target.specifier), added);
    if (target.kind !== 'builtin') throw moduleNotFound(site.specifier, importer.path);
    return isPackagePath(importer.path)
      ? this.#builtinForPackage(target.name, site.names)
      : this.#builtin(target.name);
  }

  #builtinForPackage(name: string, names: readonly ImportedName[]): LoadedBuiltin {
    const asked = names.map(({ imported }) => imported);
    const exports = this.#source.builtin(name);
    const lacks = (member: string) => exports === undefined || !(member in exports);
    const missing = asked.filter((member) => member !== NAMESPACE && lacks(member));
    if (exports !== undefined && missing.length === 0) return this.#builtin(name);
    return new LoadedBuiltin(withStandIns(name, exports, missing));
  }

  #builtin(name: string): LoadedBuiltin {
    const known = this.#builtins.get(name);
    if (known !== undefined) return known;
    const exports = this.#source.builtin(name);
    if (exports === undefined) throw missingBuiltin(name);
    const builtin = new LoadedBuiltin(exports);
    this.#builtins.set(name, builtin);
    return builtin;
  }

  /** `import(specifier)` in a module's code. */
  async #importFrom(importer: ModuleShape, specifier: unknown): Promise<object> {
    const text = `${specifier}`;
    const path = this.#pathOf(importer, text);
    if (path !== null) return this.import(path);
    const name = text.replace(/^node:/, '');
    const isNodes = name !== text || builtinName(text) !== null;
    if (!isNodes || /^(?:\.|\/|file:)/.test(text)) throw moduleNotFound(text, importer.path);
    return this.#builtin(name).namespace;
  }

  /** The module that a specifier names at run time: by a relative path, its URL, or its package. */
  #pathOf(importer: ModuleShape, specifier: string): string | null {
    const { modules } = this.#source;
    const ofPackage = packagePath(specifier);
    if (modules.has(ofPackage)) return ofPackage;
    if (specifier.startsWith('file:')) {
      const paths = [...modules.keys()];
      return paths.find((path) => this.#source.metaOf(path).url === specifier) ?? null;
    }
    if (!/^\.{1,2}\//.test(specifier)) return null;
    const parts = importer.path.split('/').slice(0, -1);
    for (const part of specifier.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    const path = parts.join('/');
    return modules.has(path) ? path : null;
  }
}
