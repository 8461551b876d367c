import type { ExportGetter, ModuleShape } from '../compile/module.ts';

const GETTERS = Symbol('getters');

/** The names that one module imports, in one process. */
export class Bindings {
  /** What the module's code reads the names from, each time anew. */
  readonly object: object;
  readonly #names: readonly string[];
  readonly #getters: ExportGetter[] = [];

  constructor(module: ModuleShape) {
    const { names, prototype } = sharedPart(module);
    this.#names = names;
    this.object = Object.create(prototype, { [GETTERS]: { value: this.#getters } });
  }

  /** Gives one of the names its meaning. */
  bind(name: string, get: ExportGetter): void {
    this.#getters[this.#names.indexOf(name)] = get;
  }
}

interface SharedPart {
  readonly names: readonly string[];
  readonly prototype: object;
}

const sharedParts = new WeakMap<ModuleShape, SharedPart>();

/**
 * Made once for each module and not for each process: V8 keeps accessors among its old objects, with
 * all that they lead to, and a simulated process is over long before those are looked through.
 */
function sharedPart(module: ModuleShape): SharedPart {
  const known = sharedParts.get(module);
  if (known !== undefined) return known;
  const locals = module.imports.flatMap((site) => site.names.map(({ local }) => local));
  const names = [...new Set(locals)].filter((name) => name !== null);
  const prototype = Object.create(null);
  names.forEach((name, at) => {
    Object.defineProperty(prototype, name, accessor(at));
  });
  const made = { names, prototype };
  sharedParts.set(module, made);
  return made;
}

function accessor(at: number): PropertyDescriptor {
  return {
    get(this: { readonly [GETTERS]: readonly ExportGetter[] }) {
      return this[GETTERS][at]?.();
    },
    set() {
      throw new TypeError('Assignment to constant variable.');
    },
  };
}
