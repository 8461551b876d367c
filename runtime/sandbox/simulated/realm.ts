import { Compiler, type ModuleFunction, withoutEscapes } from '../../compile/index.ts';
import type { Host, PreparedProcess } from '../../process/index.ts';
import type { FetchPackage, LinkedModule, LinkedProgram } from '../linked-program.ts';
import { LOCALE, useOneLocale, useUtc } from '../locale/index.ts';
import { StackMap } from '../stack-map.ts';
import type { Engine } from './engine/engine.ts';
import { GlobalScope, type Globals, globalOfEngine, isForeign } from './global-object.ts';
import { SHARED_MATH } from './intrinsics.ts';
import { freezeShared, intrinsicsOf, NOWHERE, Tamed } from './isolation/index.ts';
import { EXACT_MATH } from './math/index.ts';
import type * as processBundle from './process-bundle.ts';
import { Steps } from './steps.ts';

export interface RealmOptions {
  readonly engine: Engine;
  /** The bundle of process-bundle.ts, as an expression: the same text in all engines. */
  readonly processText: string;
  readonly fetchPackage: FetchPackage;
}

/** A text, evaluated: makes its value for one process, from that one's globals. */
interface Evaluated {
  readonly globalNames: readonly string[];
  make(...globals: unknown[]): unknown;
  /** Columns before the text, on its first line. */
  readonly prefixColumns: number;
}

interface Factory extends Evaluated {
  readonly code: string;
}

/**
 * Where simulated processes run: one realm of one engine, in which many sandboxes can follow each
 * other. What does not depend on a run, it does once: compiling, evaluating.
 */
export class Realm {
  readonly engine: Engine;
  readonly fetchPackage: FetchPackage;
  readonly compiler = new Compiler();
  readonly tamed: Tamed;
  readonly steps = new Steps();
  readonly #processes: typeof processBundle;
  readonly #stacks = new StackMap();
  readonly #factories = new WeakMap<LinkedModule['module'], Factory[]>();
  #evaluated = 0;
  #taken = false;

  constructor({ engine, processText, fetchPackage }: RealmOptions) {
    useUtc();
    useOneLocale(LOCALE);
    this.tamed = new Tamed();
    this.engine = engine;
    this.fetchPackage = fetchPackage;
    // It reaches the world by its hosts, and its libraries are not to find another way.
    const { make, globalNames } = this.#evaluate(
      processText,
      COMPUTING_GLOBALS,
      'brownout:processes',
    );
    this.#processes = make(...globalNames.map(globalOfEngine)) as typeof processBundle;
    this.#freeze();
  }

  /** What processes share can be changed by nobody from now on. */
  #freeze(): void {
    const { sharedObjects, sharedClasses } = this.#processes;
    freezeShared(intrinsicsOf(globalThis), [
      ...[...sharedObjects(NOWHERE), ...sharedClasses],
      ...COMPUTING_GLOBALS.map(globalOfEngine),
      ...Object.values(this.tamed.globals),
      ...[SHARED_MATH, ...Object.values(EXACT_MATH)],
    ]);
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
    const prepared = this.#processes.prepareProcess(host, program, functions);
    const scope = new GlobalScope([prepared.globals, this.tamed.globals, given]);
    for (const module of program.modules) {
      const { globalNames, make } = this.#factory(module, scope);
      const values = globalNames.map((name) =>
        name === module.steps ? this.steps : scope.value(name),
      );
      functions.set(module.path, make(...values) as ModuleFunction);
    }
    return prepared;
  }

  /** A module's text is evaluated when it is first met. */
  #factory(linked: LinkedModule, scope: GlobalScope): Factory {
    const { module, code, path, headColumns, moved, steps } = linked;
    const factories = this.#factories.get(module) ?? [];
    this.#factories.set(module, factories);
    const known = factories.find((each) => each.code === code);
    if (known !== undefined) return known;
    this.#evaluated += 1;
    const url = `simulated:${this.#evaluated}/${path}`;
    const names = [...scope.names, ...(steps === null ? [] : [steps])];
    const evaluated = this.#evaluate(code, names, url);
    const { prefixColumns } = evaluated;
    this.#stacks.add(url, { path, prefixColumns, headColumns, moved });
    const factory = { ...evaluated, code };
    factories.push(factory);
    return factory;
  }

  /**
   * Evaluates a text within a function whose parameters are its globals: so each process has its
   * own, and a module can still declare the same names. What the realm has and Node has not is a
   * parameter too, for which nothing is given.
   */
  #evaluate(text: string, known: readonly string[], url: string): Evaluated {
    const used = new Set(withoutEscapes(text).match(IDENTIFIERS));
    const given = known.filter((name) => used.delete(name));
    const foreign = [...used].filter(isForeign);
    const prefix = `(function(${[...given, ...foreign]}){return `;
    const { value, prefixColumns } = this.engine.evaluate(`${prefix}${text}})`, url);
    return {
      globalNames: given,
      make: value as Evaluated['make'],
      prefixColumns: prefixColumns + prefix.length,
    };
  }
}

/** What engines have besides the language that only computes: `runtime/process` is built on these. */
const COMPUTING_GLOBALS = [
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'structuredClone',
];

const IDENTIFIERS = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;
