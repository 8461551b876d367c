type Constructor = new (locales?: unknown, options?: unknown) => object;
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Called without `new` they make an instance all the same. */
const CALLABLE = new Set(['Collator', 'DateTimeFormat', 'NumberFormat']);

const replaced = new WeakSet<object>();

/** Texts are in that locale from now on where a program asks for none, and times in UTC. */
export function useOneLocale(locale: string): void {
  const intl = Intl as unknown as Record<string, Constructor>;
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const known = intl[name];
    // Intl.Locale takes a tag and has no default.
    if (typeof known !== 'function' || !('supportedLocalesOf' in known)) continue;
    if (!replaced.has(known)) define(Intl, name, withLocale(name, known, locale));
  }
  for (const [owner, name, at] of LOCALE_METHODS) replaceMethod(owner, name, at, locale);
  for (const name of DATE_METHODS) replaceDateMethod(name, locale);
}

function withLocale(name: string, Engine: Constructor, locale: string): Constructor {
  function Own(this: unknown, locales?: unknown, options?: unknown): object {
    if (new.target === undefined && !CALLABLE.has(name)) {
      throw new TypeError(`Constructor Intl.${name} requires 'new'`);
    }
    const given = name === 'DateTimeFormat' ? inUtc(options) : options;
    return Reflect.construct(Engine, [orElse(locales, locale), given], new.target ?? Own);
  }
  replaced.add(Own);
  const members = Object.getOwnPropertyDescriptors(Engine);
  Object.defineProperties(Own, members);
  define(Engine.prototype, 'constructor', Own);
  return Own as unknown as Constructor;
}

/** The locales that are asked for, and ours when the engine has none of them. */
function orElse(locales: unknown, locale: string): unknown {
  if (locales === undefined) return locale;
  if (typeof locales === 'string' || locales instanceof Intl.Locale) return [locales, locale];
  // Null is an error, and the engine's to report.
  return locales === null ? locales : [...Array.from(locales as ArrayLike<string>), locale];
}

function inUtc(options: unknown): unknown {
  if (options === undefined) return { timeZone: 'UTC' };
  if (options === null) return options;
  // Inherited, so that the engine reads whatever else it knows.
  const asked = Object(options) as { timeZone?: unknown };
  return asked.timeZone === undefined
    ? Object.create(asked, { timeZone: { value: 'UTC' } })
    : options;
}

const LOCALE_METHODS: readonly (readonly [owner: object, name: string, at: number])[] = [
  [String.prototype, 'localeCompare', 1],
  [String.prototype, 'toLocaleLowerCase', 0],
  [String.prototype, 'toLocaleUpperCase', 0],
  [Number.prototype, 'toLocaleString', 0],
  [BigInt.prototype, 'toLocaleString', 0],
];

/** Fills in the locale, which is the method's argument at `at`. */
function replaceMethod(owner: object, name: string, at: number, locale: string): void {
  const known = (owner as Record<string, Method>)[name] as Method;
  if (replaced.has(known)) return;
  const method = {
    [name](this: unknown, ...args: unknown[]): unknown {
      const given = [...args];
      while (given.length < at) given.push(undefined);
      given[at] = orElse(given[at], locale);
      return Reflect.apply(known, this, given);
    },
  }[name] as Method;
  Object.defineProperty(method, 'length', { value: known.length });
  replaced.add(method);
  define(owner, name, method);
}

const DATE_METHODS = ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const;

/** Fills in the locale and the zone. */
function replaceDateMethod(name: (typeof DATE_METHODS)[number], locale: string): void {
  const known = Date.prototype[name] as Method;
  if (replaced.has(known)) return;
  const method = {
    [name](this: unknown, locales?: unknown, options?: unknown): unknown {
      return Reflect.apply(known, this, [orElse(locales, locale), inUtc(options)]);
    },
  }[name] as Method;
  Object.defineProperty(method, 'length', { value: known.length });
  replaced.add(method);
  define(Date.prototype, name, method);
}

function define(owner: object, name: string, value: unknown): void {
  const descriptor = { value, writable: true, configurable: true, enumerable: false };
  Object.defineProperty(owner, name, descriptor);
}
