import {
  ANONYMOUS_DEFAULT,
  type Export,
  type ExportGetter,
  type Import,
  type ImportedName,
  type ModuleFunction,
  type ModuleShape,
  NAMESPACE,
} from '../compile/module.ts';
import { followAwaits } from './async-hooks/continuation.ts';
import { Bindings } from './bindings.ts';
import { ambiguousExport, missingExport } from './module-errors.ts';
import { Evaluation, type LoadedSteps } from './module-evaluation.ts';
import { BuiltinExports, builtinNamespace, moduleNamespace } from './module-namespace.ts';

export type LoadedModule = LoadedScript | LoadedBuiltin;

/** Where a name leads in the end; two exports are one and the same when their getter is. */
type Resolution = ExportGetter | 'ambiguous' | null;

/** A module of Node, as other modules import it. */
export class LoadedBuiltin {
  readonly #exports: BuiltinExports;
  readonly getNamespace: ExportGetter = () => this.namespace;
  #namespace: object | null = null;

  constructor(exports: object) {
    this.#exports = new BuiltinExports(exports);
  }

  get namespace(): object {
    this.#namespace ??= builtinNamespace(this.#exports);
    return this.#namespace;
  }

  resolveExport(name: string): Resolution {
    return this.#exports.getter(name);
  }

  exportedNames(): ReadonlySet<string> {
    return new Set(this.#exports.names);
  }
}

/** A module of the workspace or of a package, from the moment that it is loaded. */
export class LoadedScript {
  readonly evaluation: Evaluation;
  readonly path: string;
  readonly getNamespace: ExportGetter = () => this.namespace;
  readonly #module: ModuleShape;
  readonly #steps: LoadedSteps;
  readonly #bindings: Bindings;
  /** By local name, so that a thing exported by two names is still one thing. */
  readonly #locals = new Map<string, ExportGetter>();
  #dependencies: readonly (LoadedModule | null)[] = [];
  #namespace: object | null = null;

  constructor(
    module: ModuleShape,
    start: { run: ModuleFunction; load: (specifier: unknown) => Promise<unknown>; meta: object },
  ) {
    this.#module = module;
    this.#bindings = new Bindings(module);
    this.path = module.path;
    // Called by itself: a module has no `this`.
    const { run, load, meta } = start;
    const begun = run(this.#bindings.object, load, meta, followAwaits);
    this.#steps = typeof begun === 'function' ? stepsOf(begun) : begun;
    this.evaluation = new Evaluation(this.#steps);
  }

  /** One for each of the module's imports; null for those on demand. */
  connect(dependencies: readonly (LoadedModule | null)[]): void {
    this.#dependencies = dependencies;
    const scripts = dependencies.filter((each) => each instanceof LoadedScript);
    this.evaluation.link([...new Set(scripts)].map((script) => script.evaluation));
  }

  /** Declares the module's functions and variables: from here on its exports can be named. */
  async declare(): Promise<void> {
    const { value: getters } = await this.#steps.next();
    const locals = this.#module.exports.filter((item) => item.kind === 'local');
    locals.forEach(({ local }, index) => {
      const getter = getters?.[index];
      if (getter === undefined || this.#locals.has(local)) return;
      this.#locals.set(local, getter);
      if (local === ANONYMOUS_DEFAULT) nameDefaultFunction(getter);
    });
  }

  /** Connects each imported name to what it means. Throws a SyntaxError when it means nothing. */
  linkNames(): void {
    this.#module.imports.forEach((site, index) => {
      const dependency = this.#dependencies[index];
      if (!dependency) return;
      for (const name of site.names) {
        const get = this.#resolveImport(site, name, dependency);
        if (name.local !== null) this.#bindings.bind(name.local, get);
      }
    });
  }

  #resolveImport(site: Import, name: ImportedName, dependency: LoadedModule): ExportGetter {
    if (name.imported === NAMESPACE) return dependency.getNamespace;
    const found = dependency.resolveExport(name.imported);
    if (found === null) throw missingExport(this.path, site, name, dependency.exportedNames());
    if (found === 'ambiguous') throw ambiguousExport(this.path, site, name);
    return found;
  }

  get namespace(): object {
    this.#namespace ??= this.#createNamespace();
    return this.#namespace;
  }

  #createNamespace(): object {
    const getters = new Map<string, ExportGetter>();
    for (const name of this.exportedNames()) {
      const getter = this.resolveExport(name);
      if (typeof getter === 'function') getters.set(name, getter);
    }
    return moduleNamespace(getters);
  }

  /** ECMA-262, 16.2.1.6.2 (GetExportedNames). `seen` ends cycles of `export *`. */
  exportedNames(seen = new Set<LoadedScript>()): ReadonlySet<string> {
    const names = new Set<string>();
    if (seen.has(this)) return names;
    seen.add(this);
    for (const item of this.#module.exports) {
      if (item.kind !== 'star') {
        names.add(item.exported);
        continue;
      }
      const passedOn = this.#dependencies[item.from]?.exportedNames(seen) ?? [];
      for (const name of passedOn) if (name !== 'default') names.add(name);
    }
    return names;
  }

  /** ECMA-262, 16.2.1.6.3 (ResolveExport). `seen` ends cycles of modules that export each other. */
  resolveExport(name: string, seen = new Set<string>()): Resolution {
    const step = `${this.path}\0${name}`;
    if (seen.has(step)) return null;
    seen.add(step);
    const named = this.#module.exports.find(
      (item) => item.kind !== 'star' && item.exported === name,
    );
    if (named !== undefined) return this.#follow(named, seen);
    if (name === 'default') return null;

    let found: Resolution = null;
    for (const item of this.#module.exports) {
      if (item.kind !== 'star') continue;
      const next = this.#dependencies[item.from]?.resolveExport(name, seen) ?? null;
      if (next === 'ambiguous') return next;
      if (found !== null && next !== null && next !== found) return 'ambiguous';
      found ??= next;
    }
    return found;
  }

  #follow(item: Export, seen: Set<string>): Resolution {
    if (item.kind === 'local') return this.#locals.get(item.local) ?? null;
    const dependency = this.#dependencies[item.from];
    if (item.kind === 'star' || !dependency) return null;
    if (item.imported === NAMESPACE) return dependency.getNamespace;
    return dependency.resolveExport(item.imported, seen);
  }
}

/** The steps of a module that has nothing to name before it runs. */
function stepsOf(run: () => void): LoadedSteps {
  let isDeclared = false;
  return {
    next() {
      if (isDeclared) run();
      isDeclared = true;
      return { done: false, value: [] };
    },
  };
}

/** `export default function () {}` is called `default`, which no declaration can be. */
function nameDefaultFunction(getter: ExportGetter): void {
  let value: unknown;
  try {
    value = getter();
  } catch {
    // Not a function declaration: it has its name from the linker, and its value later.
    return;
  }
  if (typeof value !== 'function') return;
  Object.defineProperty(value, 'name', { value: 'default', configurable: true });
}
