import type { ExportGetter } from '../compile/module.ts';
import { isNotAvailable } from './errors/not-available.ts';

/**
 * A module's namespace object, as `import * as it` gives it: names in order, values as they are
 * now, nothing to be changed (ECMA-262, 10.4.6). In one thing it differs: its properties claim to
 * be configurable, because a proxy must not lie about an accessor that is not.
 */
export function moduleNamespace(
  getters: ReadonlyMap<string, ExportGetter>,
  handler: ProxyHandler<object> = READ_ONLY,
): object {
  const target = Object.create(null);
  for (const name of [...getters.keys()].sort()) {
    const get = getters.get(name) as ExportGetter;
    Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
  }
  Object.defineProperty(target, Symbol.toStringTag, { value: 'Module' });
  return new Proxy(Object.preventExtensions(target), handler);
}

const READ_ONLY: ProxyHandler<object> = {
  getOwnPropertyDescriptor(target, key) {
    const property = Reflect.getOwnPropertyDescriptor(target, key);
    if (property?.get === undefined) return property;
    return { value: property.get(), writable: true, enumerable: true, configurable: true };
  },
  set(_target, key) {
    const name = String(key);
    throw new TypeError(
      `Cannot assign to read only property '${name}' of object '[object Module]'`,
    );
  },
  defineProperty: () => false,
  deleteProperty: (target, key) => !Reflect.has(target, key),
};

/**
 * The namespace of a module of Node. A member that only Node's own has says so, as that of the
 * default export does: when it is read, or when it is called.
 */
export function builtinNamespace(exports: BuiltinExports): object {
  const whole = exports.getter('default')?.() as Record<PropertyKey, unknown> | undefined;
  const getters = exports.names.map(
    (name) => [name, exports.getter(name) as ExportGetter] as const,
  );
  return moduleNamespace(new Map(getters), {
    ...READ_ONLY,
    get(target, key) {
      if (key in target) return Reflect.get(target, key);
      const value = whole?.[key];
      return isNotAvailable(value) ? value : undefined;
    },
  });
}

/**
 * What `import` sees of a module that is written as one exports object: each of its members by
 * name, and itself as the default, unless it has one. Programs import few of them, so each getter
 * is made when it is asked for.
 */
export class BuiltinExports {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #getters = new Map<string, ExportGetter>();

  constructor(exports: object) {
    this.#members = exports as Record<string, unknown>;
  }

  get names(): readonly string[] {
    const names = Object.keys(this.#members);
    return names.includes('default') ? names : [...names, 'default'];
  }

  /** The same one each time; null for a name that is not exported. */
  getter(name: string): ExportGetter | null {
    const known = this.#getters.get(name);
    if (known !== undefined) return known;
    const members = this.#members;
    const isMember = Object.prototype.propertyIsEnumerable.call(members, name);
    if (!isMember && name !== 'default') return null;
    const getter = isMember ? () => members[name] : () => members;
    this.#getters.set(name, getter);
    return getter;
  }
}
