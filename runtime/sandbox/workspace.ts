import {
  type Builtins,
  Compiled,
  Compiler,
  type Diagnostic,
  type Files,
  type ModuleGraph,
} from '../compile/index.ts';
import type { Happening } from '../network/index.ts';
import { doesNotCompile, noSuchEntry } from './start-errors.ts';

/** The learner's files as the sandbox last received them, compiled. */
export class Workspace {
  readonly #compiler: Compiler;
  readonly #builtins: Builtins;
  #files: Files = {};
  #compiled = new Compiled(new Map(), new Map());

  /** `builtins` are the modules of Node that this sandbox has. A compiler may serve several. */
  constructor(builtins: Builtins, compiler = new Compiler()) {
    this.#compiler = compiler;
    this.#builtins = builtins;
  }

  get files(): Files {
    return this.#files;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#compiled.diagnostics;
  }

  /** Takes the files as they are now and says what that changed, for the ledger. */
  replace(files: Files): Extract<Happening, { type: 'synced' }> {
    const before = this.#files;
    this.#files = { ...files };
    this.#compiled = this.#compiler.compile(this.#files, this.#builtins);
    const changed = Object.keys(files).filter((path) => files[path] !== before[path]);
    const removed = Object.keys(before).filter((path) => files[path] === undefined);
    return { type: 'synced', changed, removed, errors: this.diagnostics.length };
  }

  /** What a service runs. Throws a StartError when there is no such entry or it does not compile. */
  graph(service: string, entry: string): ModuleGraph {
    const graph = this.#compiled.graph(entry);
    if (graph === null) throw noSuchEntry(service, entry, Object.keys(this.#files));
    const [first, ...others] = graph.diagnostics;
    if (first !== undefined) throw doesNotCompile(service, [first, ...others]);
    return graph;
  }
}
