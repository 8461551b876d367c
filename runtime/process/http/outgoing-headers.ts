import { nodeError } from '../errors/node-error.ts';
import { type HeaderValue, validateHeaderName, validateHeaderValue } from './header-rules.ts';

/** The headers of a message being written: in the order and case in which they were set. */
export class OutgoingHeaders {
  readonly #byName = new Map<string, { name: string; value: HeaderValue }>();
  /** Those that the writer removed, in lower case. */
  #removed: Set<string> | null = null;

  /** A list given as a whole, which is sent as it stands: repeated names, cases and all. */
  #list: readonly string[] | null = null;

  /** Takes a flat list of names and values. */
  setList(pairs: Iterable<[unknown, unknown]>): void {
    const isWhole = this.size === 0;
    const list: string[] = [];
    for (const [name, value] of pairs) {
      this.append(name, value);
      for (const one of [value].flat()) list.push(String(name), String(one));
    }
    if (isWhole) this.#list = list;
  }

  get size(): number {
    return this.#byName.size;
  }

  set(name: unknown, value: unknown): void {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    this.#list = null;
    this.#byName.set(name.toLowerCase(), { name, value });
    this.#removed?.delete(name.toLowerCase());
  }

  append(name: unknown, value: unknown): void {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const before = this.get(name);
    if (before === undefined) {
      this.set(name, value);
      return;
    }
    this.set(this.#byName.get(name.toLowerCase())?.name, [before, value].flat());
  }

  get(name: string): HeaderValue | undefined {
    return this.#byName.get(name.toLowerCase())?.value;
  }

  /** The value by a name in lower case. */
  known(key: string): HeaderValue | undefined {
    return this.#byName.get(key)?.value;
  }

  has(name: string): boolean {
    return this.#byName.has(name.toLowerCase());
  }

  delete(name: string): void {
    this.#byName.delete(name.toLowerCase());
    this.#removed ??= new Set();
    this.#removed.add(name.toLowerCase());
  }

  /** One that the writer removed: Node then does not add its own. The name is in lower case. */
  wasRemoved(key: string): boolean {
    return this.#removed?.has(key) ?? false;
  }

  /** Names in lower case. */
  names(): string[] {
    return [...this.#byName.keys()];
  }

  rawNames(): string[] {
    return [...this.#byName.values()].map(({ name }) => name);
  }

  toObject(): Record<string, HeaderValue> {
    const object: Record<string, HeaderValue> = Object.create(null);
    for (const [name, { value }] of this.#byName) object[name] = value;
    return object;
  }

  /** Raw pairs; a list becomes a line for each of its values, cookies one line. */
  toRaw(): string[] {
    if (this.#list !== null) return [...this.#list];
    const raw: string[] = [];
    for (const { name, value } of this.#byName.values()) {
      if (!Array.isArray(value)) raw.push(name, String(value));
      else if (name.toLowerCase() === 'cookie') raw.push(name, value.join('; '));
      else for (const one of value) raw.push(name, String(one));
    }
    return raw;
  }
}

/** What every change of the head says once the head has been written. */
export function headersSentError(verb: string): Error {
  const message = `Cannot ${verb} headers after they are sent to the client`;
  return nodeError(Error, 'ERR_HTTP_HEADERS_SENT', message);
}

/**
 * The pairs that `writeHead` was given: an object, a flat list of names and values, or a list of
 * pairs.
 */
export function* headerPairs(given: unknown): Generator<[unknown, unknown]> {
  if (given === undefined || given === null) return;
  if (!Array.isArray(given)) return yield* Object.entries(given as object);
  if (Array.isArray(given[0])) return yield* given as [unknown, unknown][];
  if (given.length % 2 !== 0) {
    const message = `The argument 'headers' is invalid. Received ${JSON.stringify(given)}`;
    throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
  }
  for (let i = 0; i < given.length; i += 2) yield [given[i], given[i + 1]];
}
