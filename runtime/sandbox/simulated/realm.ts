import { Compiler, type ModuleFunction } from '../../compile/index.ts';
import type { Host, PreparedProcess, prepareProcess } from '../../process/index.ts';
import type { FetchPackage, LinkedModule, LinkedProgram } from '../linked-program.ts';
import { StackMap } from '../stack-map.ts';
import type { Engine } from './engine/engine.ts';
import { createGlobalObject, type Globals, isForeign } from './global-object.ts';

export interface RealmOptions {
  readonly engine: Engine;
  /** Of `runtime/process`, from the bundle that is the same in all engines. */
  readonly prepareProcess: typeof prepareProcess;
  readonly fetchPackage: FetchPackage;
}

/** A module's text, evaluated: makes its function for one process from that one's globals. */
interface Factory {
  readonly code: string;
  readonly globalNames: readonly string[];
  make(...globals: unknown[]): ModuleFunction;
}

/**
 * Where simulated processes run: one realm of one engine, in which many sandboxes can follow each
 * other. What does not depend on a run, it does once: compiling, evaluating.
 */
export class Realm {
  readonly engine: Engine;
  readonly fetchPackage: FetchPackage;
  readonly compiler = new Compiler();
  readonly #prepareProcess: typeof prepareProcess;
  readonly #stacks = new StackMap();
  readonly #factories = new WeakMap<LinkedModule['module'], Factory[]>();
  #evaluated = 0;
  #taken = false;

  constructor({ engine, prepareProcess, fetchPackage }: RealmOptions) {
    this.engine = engine;
    this.fetchPackage = fetchPackage;
    this.#prepareProcess = prepareProcess;
  }

  readonly mapStack = (stack: string): string => this.#stacks.map(stack);

  /** For one sandbox at a time: what goes wrong in a realm must be somebody's. */
  take(): boolean {
    if (this.#taken) return false;
    this.#taken = true;
    return true;
  }

  release(): void {
    this.#taken = false;
  }

  /** A process that is ready to run. Its globals are those given besides Node's own. */
  prepare(host: Host, program: LinkedProgram, given: Globals): PreparedProcess {
    const functions = new Map<string, ModuleFunction>();
    const prepared = this.#prepareProcess(host, program, functions);
    const globals = createGlobalObject({ ...prepared.globals, ...given });
    for (const module of program.modules) {
      const { globalNames, make } = this.#factory(module, globals);
      functions.set(module.path, make(...globalNames.map((name) => globals[name])));
    }
    return prepared;
  }

  /** Evaluates a module's text when it is first met. */
  #factory(module: LinkedModule, globals: Globals): Factory {
    const factories = this.#factories.get(module.module) ?? [];
    this.#factories.set(module.module, factories);
    const known = factories.find(({ code }) => code === module.code);
    if (known !== undefined) return known;
    const made = this.#evaluate(module, globals);
    factories.push(made);
    return made;
  }

  /**
   * Its globals are parameters of a function around it: so each process has its own, and a module
   * can still declare the same name. Names of the realm that Node has not are parameters too, for
   * which nothing is given.
   */
  #evaluate({ path, code, headColumns, moved }: LinkedModule, globals: Globals): Factory {
    const names = new Set(code.match(IDENTIFIERS));
    const globalNames = [...names].filter(
      (name) => Object.hasOwn(globals, name) || isForeign(name),
    );
    const prefix = `(function(${globalNames}){return`;
    this.#evaluated += 1;
    const url = `simulated:${this.#evaluated}/${path}`;
    const { value, prefixColumns } = this.engine.evaluate(`${prefix}${code}})`, url);
    const columns = prefixColumns + prefix.length;
    this.#stacks.add(url, { path, prefixColumns: columns, headColumns, moved });
    return { code, globalNames, make: value as Factory['make'] };
  }
}

const IDENTIFIERS = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;
