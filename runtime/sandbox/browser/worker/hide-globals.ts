import { SHARED_WITH_NODE } from '../../../process/index.ts';
import { LANGUAGE_GLOBALS } from '../../language-globals.ts';

const NativeEventTarget = globalThis.EventTarget;

/**
 * Leaves the program with the globals that Node has: the language's own, those shared with Node,
 * and the ones given. It is for likeness and not for safety, which the frame's origin and policy
 * give: a program that finds a way round this finds nothing there.
 */
export function replaceGlobals(given: Readonly<Record<string, unknown>>): void {
  const kept = new Set([...LANGUAGE_GLOBALS, ...SHARED_WITH_NODE]);
  for (const owner of ownersOfGlobals()) {
    for (const name of Reflect.ownKeys(owner)) {
      if (typeof name === 'string' && kept.has(name)) continue;
      // The worker's own: its methods are only hidden as globals, below.
      if (owner !== NativeEventTarget.prototype) Reflect.deleteProperty(owner, name);
      if (name in globalThis && !(name in Object.prototype)) put(name, undefined, false);
    }
  }
  for (const [name, value] of Object.entries(given)) put(name, value, true);
  put('global', globalThis, true);
  put(Symbol.toStringTag, 'global', false);
}

/** The global object and its prototypes, but for Object's own, which every object has. */
function ownersOfGlobals(): object[] {
  const owners: object[] = [];
  for (
    let owner: object | null = globalThis;
    owner !== null && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner)
  ) {
    owners.push(owner);
  }
  return owners;
}

function put(name: string | symbol, value: unknown, enumerable: boolean): void {
  const descriptor = { value, writable: true, configurable: true, enumerable };
  // False for the few that the engine does not let go of; the frame's policy makes them harmless.
  Reflect.defineProperty(globalThis, name, descriptor);
}
