import { SHARED_WITH_NODE } from '../../../process/index.ts';

/** The language's own globals (ECMA-262, 19, with Annex B). */
const LANGUAGE = `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array
  BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry
  Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl
  Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp
  Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array
  Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI
  decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat
  parseInt undefined unescape`.split(/\s+/);

/**
 * Leaves the program with the globals that Node has: the language's own, those shared with Node,
 * and the ones given. It is for likeness and not for safety, which the frame's origin and policy
 * give: a program that finds a way round this finds nothing there.
 */
export function replaceGlobals(given: Readonly<Record<string, unknown>>): void {
  const kept = new Set([...LANGUAGE, ...SHARED_WITH_NODE]);
  for (const owner of ownersOfGlobals()) {
    for (const name of Reflect.ownKeys(owner)) {
      if (typeof name === 'string' && kept.has(name)) continue;
      // An event target is a class of Node too: its methods are only hidden as globals, below.
      if (owner !== EventTarget.prototype) Reflect.deleteProperty(owner, name);
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
