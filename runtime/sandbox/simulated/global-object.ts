import { SHARED_WITH_NODE } from '../../process/index.ts';
import { LANGUAGE_GLOBALS } from '../language-globals.ts';

/** Names of globals, for a process all of whose code is functions of one realm. */
export type Globals = Readonly<Record<string, unknown>>;

const SHARED = new Set([...LANGUAGE_GLOBALS, ...SHARED_WITH_NODE]);

/**
 * The globals that a process is given, and an object of its own that is its `globalThis`. What is
 * put on that object is seen there, but not by its bare name.
 */
export function createGlobalObject(given: Globals): Globals {
  const object: Record<string, unknown> = {};
  const shared = [...SHARED].filter((name) => name in globalThis && !(name in given));
  for (const name of shared) define(object, name, globalOfEngine(name));
  for (const [name, value] of Object.entries(given)) define(object, name, value);
  define(object, Symbol.toStringTag, 'global');
  define(object, 'globalThis', object);
  define(object, 'global', object);
  return { ...given, globalThis: object, global: object };
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
