/** What a program finds when it looks for members, by where they are. */
export interface Surface {
  /** Names that can be imported, by module without `node:`; `default` is left out. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  /** Names that can be read from a module's default export and not imported: `process.on`. */
  readonly defaults: Readonly<Record<string, readonly string[]>>;
  readonly globals: readonly string[];
  /**
   * Members of what the modules hold: `fs.constants` of an object, `buffer.Buffer` of a class
   * itself, `http.Server#` of its instances.
   */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

type Members = Readonly<Record<string, unknown>>;

/** The names that `import { … }` can take from a module. */
export function importable(namespace: object, isMissing: (value: unknown) => boolean): string[] {
  const names = Object.keys(namespace).filter((name) => name !== 'default');
  return names.filter((name) => isThere(namespace, name, isMissing)).sort();
}

/** The names that can be read from a module's default export but not imported. */
export function readable(namespace: object, isMissing: (value: unknown) => boolean): string[] {
  const { default: object } = namespace as Members;
  if (!isObject(object)) return [];
  const more = reachableNames(object).filter((name) => !(name in namespace));
  return more.filter((name) => isThere(object, name, isMissing)).sort();
}

/** Members of all objects, classes and instances of a module, by their path. */
export function membersWithin(
  path: string,
  object: object,
  isMissing: (value: unknown) => boolean,
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const name of Object.keys(object)) {
    if (name === 'default' || !isThere(object, name, isMissing)) continue;
    const value = (object as Members)[name];
    if (!isObject(value)) continue;
    found[`${path}.${name}`] = membersOf(value, isMissing);
    const instance = prototypeOf(value);
    if (instance !== null) found[`${path}.${name}#`] = membersOf(instance, isMissing);
  }
  return found;
}

/** The names of an object's members, inherited ones included, but for those of every object. */
export function membersOf(object: object, isMissing: (value: unknown) => boolean): string[] {
  return reachableNames(object)
    .filter((name) => isThere(object, name, isMissing))
    .sort();
}

/** A class's prototype, when instances get members from it. */
function prototypeOf(value: object): object | null {
  const { prototype } = value as { prototype?: unknown };
  if (typeof value !== 'function' || !isObject(prototype)) return null;
  return reachableNames(prototype).length > 0 ? prototype : null;
}

function reachableNames(object: object): string[] {
  const names = new Set<string>();
  for (let at: object | null = object; at !== null && !EVERYONES.has(at); at = parentOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  for (const name of typeof object === 'function' ? OF_FUNCTIONS : ['constructor']) {
    names.delete(name);
  }
  return [...names];
}

/** Prototypes of every object and every function: all of their members are always there. */
const EVERYONES: ReadonlySet<object> = new Set([
  Object.prototype,
  Function.prototype,
  Object.getPrototypeOf(async () => {}),
]);

const OF_FUNCTIONS = ['constructor', 'prototype', 'name', 'length', 'caller', 'arguments'];

function parentOf(object: object): object | null {
  return Object.getPrototypeOf(object);
}

/** Whether a member is more than a stand-in that says that it is missing. */
function isThere(object: object, name: string, isMissing: (value: unknown) => boolean): boolean {
  try {
    const value = (object as Members)[name];
    // Read of a prototype, some promises can only be rejected.
    if (value instanceof Promise) value.catch(() => {});
    return !isMissing(value);
  } catch (error) {
    // A getter of a prototype may refuse to be read without an instance: it is there all the same.
    return !isMissing(error);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}
