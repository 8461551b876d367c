import { SHARED_WITH_NODE } from '../../process/index.ts';
import { LANGUAGE_GLOBALS } from '../language-globals.ts';

/** Names of globals, for a process all of whose code is functions of one realm. */
export type Globals = Readonly<Record<string, unknown>>;

const SHARED = new Set([...LANGUAGE_GLOBALS, ...SHARED_WITH_NODE]);

/** What a process's `globalThis` goes by. */
const ITSELF: readonly string[] = ['globalThis', 'global'];

/**
 * The globals of one process, each looked at when a module asks for it: most programs use few of
 * them, and hardly any the object that has them all.
 */
export class GlobalScope {
  readonly #layers: readonly Globals[];
  #object: object | null = null;

  /** What several layers have is the last one's. */
  constructor(layers: readonly Globals[]) {
    this.#layers = layers.toReversed();
  }

  get names(): readonly string[] {
    const given = this.#layers.flatMap((layer) => Object.keys(layer));
    return [...new Set([...given, ...ITSELF])];
  }

  value(name: string): unknown {
    if (ITSELF.includes(name)) {
      this.#object ??= this.#createObject();
      return this.#object;
    }
    return this.#layers.find((layer) => Object.hasOwn(layer, name))?.[name];
  }

  /**
   * An object of the process's own that is its `globalThis`. What is put on it is seen there, but
   * not by its bare name.
   */
  #createObject(): object {
    const object = {};
    const given = new Set(this.names.filter((name) => !ITSELF.includes(name)));
    const shared = [...SHARED].filter((name) => name in globalThis && !given.has(name));
    for (const name of shared) define(object, name, globalOfEngine(name));
    for (const name of given) define(object, name, this.value(name));
    define(object, Symbol.toStringTag, 'global');
    for (const name of ITSELF) define(object, name, object);
    return object;
  }
}

/** The realm's own global of that name. */
export function globalOfEngine(name: string): unknown {
  return (globalThis as Record<string, unknown>)[name];
}

/** Whether a name is one that the realm has, but that is none of Node's. */
export function isForeign(name: string): boolean {
  return name in globalThis && !(name in Object.prototype) && !SHARED.has(name);
}

function define(object: object, name: string | symbol, value: unknown): void {
  Object.defineProperty(object, name, { value, writable: true, configurable: true });
}
