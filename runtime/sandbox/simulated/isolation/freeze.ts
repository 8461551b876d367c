/**
 * Freezes all that can be reached from the roots: by properties, by accessors and by prototypes.
 *
 * A frozen prototype has a trap: `error.message = …` throws where `message` is read-only above, though
 * the object itself is not frozen. So the properties of prototypes become accessors that do what the
 * assignment would have done: all those of the Node API, and of the language's those whose names
 * programs use, since reading through an accessor takes longer.
 */
export function freezeShared(language: Iterable<unknown>, others: Iterable<unknown>): void {
  const ofLanguage = reachable(language, new Set());
  const ofOthers = reachable(others, ofLanguage);
  for (const object of ofOthers) {
    const prototype = typeof object === 'function' ? ownValue(object, 'prototype') : null;
    if (ofOthers.has(prototype as object)) letOverride(prototype as object);
  }
  for (const prototype of OVERRIDABLE) letOverride(prototype);
  for (const object of [...ofLanguage, ...ofOthers]) freeze(object);
}

/** Nobody gives an array a `push` of its own, but many an object a `toString`. */
const OVERRIDABLE: readonly object[] = [
  Object.prototype,
  Function.prototype,
  ...[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(
    (of) => of.prototype,
  ),
  AggregateError.prototype,
];

function reachable(roots: Iterable<unknown>, known: ReadonlySet<object>): Set<object> {
  const reached = new Set<object>();
  const pending: object[] = [];
  const reach = (value: unknown) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    if (known.has(value) || reached.has(value) || value === globalThis) return;
    reached.add(value);
    pending.push(value);
  };
  for (const root of roots) reach(root);
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    reach(Object.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
      reach(property.value);
      reach(property.get);
      reach(property.set);
    }
  }
  return reached;
}

function ownValue(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function freeze(object: object): void {
  // Engines refuse it for arrays of bytes that are not empty; their numbers are nobody's code.
  if (ArrayBuffer.isView(object)) {
    Object.preventExtensions(object);
    return;
  }
  const lasting = EACH_IN_TURN.find(({ of }) => of === object);
  if (lasting !== undefined) freezeMembers(object, lasting.key);
  else if (isAboveElements(object)) freezeMembers(object);
  else Object.freeze(object);
}

/** Freezes an object member by member, all but one. */
function freezeMembers(object: object, but?: string): void {
  for (const key of Reflect.ownKeys(object)) {
    const isData = Object.getOwnPropertyDescriptor(object, key)?.writable === true;
    const writable = isData ? { writable: key === but } : {};
    Object.defineProperty(object, key, { ...writable, configurable: false });
  }
  Object.preventExtensions(object);
}

const TypedArray = Object.getPrototypeOf(Uint8Array) as typeof Uint8Array;

/**
 * Under a prototype that `Object.freeze` froze V8 writes each element by its slowest way: a byte took
 * 60 ns in place of 3, in our code as in that of Node. Frozen member by member it does not. Arrays
 * must bear with it, for their `push` and their spreading become as slow if `length` is redefined.
 */
function isAboveElements(object: object): boolean {
  return (
    object === Object.prototype || object === TypedArray.prototype || object instanceof TypedArray
  );
}

/** What each process has its own of, put there whenever it is about to run: see `Tamed`. */
const EACH_IN_TURN: readonly { readonly of: object; readonly key: string }[] = [
  { of: Error, key: 'stackTraceLimit' },
  { of: Date.prototype, key: 'constructor' },
];

/** Lets what inherits from an object that will be frozen be given members of these names by assignment. */
export function letOverride(holder: object): void {
  for (const key of Reflect.ownKeys(holder)) {
    const property = Object.getOwnPropertyDescriptor(holder, key) as PropertyDescriptor;
    // Whoever prints an object looks for a constructor that is a value.
    if (!property.configurable || !property.writable || key === 'constructor') continue;
    Object.defineProperty(holder, key, overridable(holder, key, property));
  }
}

function overridable(
  holder: object,
  key: string | symbol,
  { value, enumerable }: PropertyDescriptor,
): PropertyDescriptor {
  const accessors = {
    get: () => value,
    set(this: unknown, given: unknown) {
      if (this === holder || typeof this === 'string' || this === undefined || this === null) {
        throw new TypeError(
          `${String(key)} cannot be replaced here, where all services share it: give one object its own.`,
        );
      }
      const own = { value: given, writable: true, enumerable: true, configurable: true };
      Object.defineProperty(this as object, key, own);
    },
  };
  // All share these as well.
  for (const accessor of Object.values(accessors)) Object.freeze(accessor);
  return { ...accessors, enumerable: enumerable === true, configurable: false };
}
