import { parseDate } from './parse-date.ts';

const EngineDate = Date;

/**
 * A `Date` of its own, whose present is given in milliseconds since the epoch, and whose local time
 * is UTC. Its instances are the engine's dates: see `useUtc` for their methods.
 */
export function createDate(nowMs: () => number): DateConstructor {
  // No class, since Date can be called without `new`.
  function OwnDate(...args: unknown[]): Date | string {
    if (new.target === undefined) return new EngineDate(nowMs()).toString();
    return Reflect.construct(EngineDate, [timeOf(args, nowMs)], new.target);
  }
  const parse = (text: unknown) => parseDate(`${text}`);
  return Object.defineProperties(OwnDate as unknown as DateConstructor, {
    name: { value: 'Date' },
    length: { value: EngineDate.length },
    prototype: { value: EngineDate.prototype },
    now: { value: nowMs, writable: true, configurable: true },
    parse: { value: parse, writable: true, configurable: true },
    UTC: { value: EngineDate.UTC, writable: true, configurable: true },
  });
}

/** ECMA-262, 21.4.2.1. */
function timeOf(args: readonly unknown[], nowMs: () => number): unknown {
  if (args.length === 0) return nowMs();
  if (args.length > 1) return Reflect.apply(EngineDate.UTC, EngineDate, args);
  const [given] = args;
  if (given instanceof EngineDate) return given.getTime();
  const primitive = toPrimitive(given);
  return typeof primitive === 'string' ? parseDate(primitive) : primitive;
}

/** Without a wish for text or number, as the language does it. */
function toPrimitive(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
  const object = value as { [Symbol.toPrimitive]?: unknown };
  const convert = object[Symbol.toPrimitive];
  if (convert !== undefined && convert !== null) {
    return Reflect.apply(convert as () => unknown, object, ['default']);
  }
  for (const name of ['valueOf', 'toString'] as const) {
    const method: unknown = object[name];
    const result = typeof method === 'function' ? Reflect.apply(method, object, []) : object;
    if ((typeof result !== 'object' && typeof result !== 'function') || result === null) {
      return result;
    }
  }
  throw new TypeError('Cannot convert object to primitive value');
}

/** Makes it the realm's dates' `constructor`. */
export function adoptDates(own: DateConstructor): void {
  const descriptor = { value: own, writable: true, configurable: true };
  Object.defineProperty(EngineDate.prototype, 'constructor', descriptor);
}
