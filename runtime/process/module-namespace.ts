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
export function builtinNamespace(getters: ReadonlyMap<string, ExportGetter>): object {
  const whole = getters.get('default')?.() as Record<PropertyKey, unknown> | undefined;
  return moduleNamespace(getters, {
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
 * name, and itself as the default, unless it has one.
 */
export function builtinExports(exports: object): ReadonlyMap<string, ExportGetter> {
  const members = exports as Record<string, unknown>;
  const getters = new Map<string, ExportGetter>();
  for (const name of Object.keys(members)) getters.set(name, () => members[name]);
  if (!getters.has('default')) getters.set('default', () => exports);
  return getters;
}
