import { type Inspect, type InspectOptions, inspectCustom } from '../inspect.ts';
import { byteString, domString, requireArguments } from '../webidl.ts';
import { HeaderList } from './header-list.ts';
import { isHeaderValue, isToken, normalizeValue } from './syntax.ts';

export type HeadersInit =
  | Headers
  | Iterable<Iterable<string>>
  | Readonly<Record<string, string | number>>;

/** `immutable`: the headers of what fetch gave. */
export type Guard = 'none' | 'immutable';

/** Headers over a list that a request or a response holds. */
export let headersOver: (list: HeaderList, guard: Guard) => Headers;
export let listOf: (headers: Headers) => HeaderList;
export let guardOf: (headers: Headers) => Guard;

/** https://fetch.spec.whatwg.org/#headers-class, with undici's words for errors. */
export class Headers {
  readonly #list: HeaderList;
  #guard: Guard = 'none';

  static {
    headersOver = (list, guard) => {
      const headers = new Headers(list as never);
      headers.#guard = guard;
      return headers;
    };
    listOf = (headers) => headers.#list;
    guardOf = (headers) => headers.#guard;
  }

  constructor(init?: HeadersInit) {
    // Programs have no lists: one comes from `headersOver` alone.
    const isOver = init instanceof HeaderList;
    this.#list = isOver ? init : new HeaderList();
    if (init !== undefined && !isOver) fill(this, init);
  }

  append(...given: [name: string, value: string]): void {
    requireArguments(given.length, 2, 'Headers.append');
    const [name, value] = this.#checked('Headers.append', given);
    this.#list.append(name, value);
  }

  set(...given: [name: string, value: string]): void {
    requireArguments(given.length, 2, 'Headers.set');
    const [name, value] = this.#checked('Headers.set', given);
    this.#list.set(name, value);
  }

  delete(...given: [name: string]): void {
    const name = checkedName('Headers.delete', given);
    this.#requireMutable();
    this.#list.delete(name);
  }

  get(...given: [name: string]): string | null {
    return this.#list.get(checkedName('Headers.get', given));
  }

  has(...given: [name: string]): boolean {
    return this.#list.has(checkedName('Headers.has', given));
  }

  getSetCookie(): string[] {
    return [...this.#list.cookies];
  }

  forEach(
    callback: (value: string, name: string, headers: Headers) => void,
    thisArgument?: unknown,
  ): void {
    if (typeof callback !== 'function') {
      throw new TypeError(
        "Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.",
      );
    }
    for (const [name, value] of this) callback.call(thisArgument, value, name, this);
  }

  *keys(): Generator<string> {
    for (const [name] of this) yield name;
  }

  *values(): Generator<string> {
    for (const [, value] of this) yield value;
  }

  /** Sorted by name. What is added on the way is seen. */
  *entries(): Generator<[name: string, value: string]> {
    for (let i = 0; ; i++) {
      const entry = this.#list.sorted()[i];
      if (entry === undefined) return;
      yield entry;
    }
  }

  [Symbol.iterator](): Generator<[name: string, value: string]> {
    return this.entries();
  }

  #checked(prefix: string, given: readonly [string, string]): [name: string, value: string] {
    const name = byteString(given[0], prefix, 'name');
    const value = normalizeValue(byteString(given[1], prefix, 'value'));
    if (!isToken(name)) throw new TypeError(`${prefix}: "${name}" is an invalid header name.`);
    if (!isHeaderValue(value)) {
      throw new TypeError(`${prefix}: "${value}" is an invalid header value.`);
    }
    this.#requireMutable();
    return [name, value];
  }

  #requireMutable(): void {
    if (this.#guard === 'immutable') throw new TypeError('immutable');
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const members = Object.fromEntries(this.#list.written());
    return `Headers ${inspect(members, { ...options, depth: options.depth ?? depth })}`;
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}

/** Appends everything that a HeadersInit can be. */
export function fill(headers: Headers, init: HeadersInit): void {
  for (const pair of pairsOf(init)) {
    if (pair.length !== 2) {
      throw new TypeError(
        `Headers constructor: expected name/value pair to be length 2, found ${pair.length}.`,
      );
    }
    headers.append(pair[0] as string, pair[1] as string);
  }
}

function pairsOf(init: HeadersInit): readonly (readonly unknown[])[] {
  if (init instanceof Headers) return [...listOf(init)];
  if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
    throw new TypeError(
      'Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.',
    );
  }
  if (Symbol.iterator in init) return Array.from(init, (pair) => sequence(pair));
  return Reflect.ownKeys(init).map((name) => [
    domString(name, 'Headers constructor', 'init'),
    init[name as string],
  ]);
}

function sequence(pair: unknown): unknown[] {
  const isIterable = typeof pair === 'object' && pair !== null && Symbol.iterator in pair;
  if (isIterable) return Array.from(pair as Iterable<unknown>);
  throw new TypeError(`Headers contructor: init[0] (${String(pair)}) is not iterable.`);
}

function checkedName(prefix: string, given: readonly [string]): string {
  requireArguments(given.length, 1, prefix);
  const name = byteString(given[0], prefix, 'name');
  if (!isToken(name)) throw new TypeError(`${prefix}: "${name}" is an invalid header name.`);
  return name;
}
