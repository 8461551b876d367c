import type { Module } from './module.ts';
import type { Diagnostic } from './types.ts';

/** A workspace made ready to run, as far as it can be. */
export class Compiled {
  /** By path. A file that does not parse, or cannot be erased, has no module. */
  readonly modules: ReadonlyMap<string, Module>;
  readonly #diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;

  constructor(
    modules: ReadonlyMap<string, Module>,
    diagnosticsByFile: ReadonlyMap<string, readonly Diagnostic[]>,
  ) {
    this.modules = modules;
    this.#diagnostics = diagnosticsByFile;
  }

  /** All that is wrong in the workspace, whichever service uses it: file by file, in order of place. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.#diagnostics.values()].flat();
  }

  /**
   * The part of the workspace that a service runs, by its entry's path. Null when the workspace has
   * no such file. Errors in files that this service does not import are left out.
   */
  graph(entry: string): ModuleGraph | null {
    const order: Module[] = [];
    const seen = new Set<string>();
    const onDemand: string[] = [];
    const packages = new Set<string>();
    let importsAnything = false;

    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const module = this.modules.get(path);
      if (module === undefined) return;
      for (const { kind, target } of module.imports) {
        if (target.kind === 'computed') importsAnything = true;
        else if (target.kind === 'package') packages.add(target.specifier);
        else if (target.kind === 'module' && kind === 'static') visit(target.path);
        else if (target.kind === 'module') onDemand.push(target.path);
      }
      order.push(module);
    };
    visit(entry);
    for (const path of onDemand) visit(path);

    const diagnostics = [...seen].flatMap((path) => this.#diagnostics.get(path) ?? []);
    // A computed import may ask for any module: all are given, but none has to compile.
    if (importsAnything) for (const path of this.modules.keys()) visit(path);
    if (order.length === 0 && diagnostics.length === 0) return null;
    return { entry, modules: order, packages: [...packages], diagnostics };
  }
}

export interface ModuleGraph {
  readonly entry: string;
  /** Each before those that import it, but for cycles; what is imported on demand comes last. */
  readonly modules: readonly Module[];
  /** The entry points of packages that these import, each once: `zod`, `hono/streaming`. */
  readonly packages: readonly string[];
  /** Empty when the service can be started. */
  readonly diagnostics: readonly Diagnostic[];
}
