import { DurationError, parseDurationMs } from './duration.ts';
import { type Json, kindOf } from './json.ts';

const UINT64_END = 2n ** 64n;

/**
 * The members of a JSON object, read as Go reads them into a struct: names match in any case and
 * with or without underscores (`ServiceID`, `service_id`), null and what is missing are the zero
 * value, and a value of another type is refused with Go's text.
 */
export class Fields {
  readonly #members = new Map<string, Json>();
  readonly #path: string;

  /** `type` is the Go type that an error names when `value` is no object. */
  constructor(value: Json, type: string, path = '') {
    this.#path = path;
    if (value === null) return;
    if (typeof value !== 'object' || Array.isArray(value)) throw mismatch(value, path, type);
    for (const [name, member] of Object.entries(value)) {
      if (member !== undefined) this.#members.set(canonical(name), member);
    }
  }

  has(name: string): boolean {
    return (this.#members.get(canonical(name)) ?? null) !== null;
  }

  value(name: string): Json {
    return this.#members.get(canonical(name)) ?? null;
  }

  text(name: string): string {
    const value = this.value(name);
    if (value === null) return '';
    if (typeof value !== 'string') throw this.#mismatch(name, 'string');
    return value;
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === null) return false;
    if (typeof value !== 'boolean') throw this.#mismatch(name, 'bool');
    return value;
  }

  integer(name: string): number {
    const value = this.value(name);
    if (value === null) return 0;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.#mismatch(name, 'int');
    return value;
  }

  unsigned(name: string): number | bigint {
    const value = this.value(name);
    if (value === null) return 0;
    const isWhole = typeof value === 'bigint' || (typeof value === 'number' && value % 1 === 0);
    if (!isWhole || value < 0 || value >= UINT64_END) throw this.#mismatch(name, 'uint64');
    return value;
  }

  texts(name: string): string[] {
    return this.list(name, '[]string').map((item) => {
      if (item !== null && typeof item !== 'string') throw mismatch(item, this.#at(name), 'string');
      return item ?? '';
    });
  }

  list(name: string, type: string): readonly Json[] {
    const value = this.value(name);
    if (value === null) return [];
    if (!Array.isArray(value)) throw this.#mismatch(name, type);
    return value;
  }

  /** The objects of a list. */
  each(name: string, type: string): Fields[] {
    return this.list(name, `[]${type}`).map((item) => new Fields(item, type, this.#at(name)));
  }

  /** The object of that name; null when there is none. */
  object(name: string, type: string): Fields | null {
    return this.has(name) ? new Fields(this.value(name), type, this.#at(name)) : null;
  }

  /** Names stay as they were written. */
  textMap(name: string): Record<string, string> {
    const entries = this.entries(name, 'map[string]string').map(([key, value]) => {
      if (value !== null && typeof value !== 'string') {
        throw mismatch(value, this.#at(name), 'string');
      }
      return [key, value ?? ''] as const;
    });
    return Object.fromEntries(entries);
  }

  entries(name: string, type: string): [string, Json][] {
    const value = this.value(name);
    if (value === null) return [];
    if (typeof value !== 'object' || Array.isArray(value)) throw this.#mismatch(name, type);
    return Object.entries(value).map(([key, member]) => [key, member ?? null]);
  }

  /** A duration: Go's text, or a number of nanoseconds. 0 when there is none. */
  durationMs(name: string): number {
    const value = this.value(name);
    if (value === null || value === '') return 0;
    if (typeof value === 'number') return value / 1e6;
    if (typeof value !== 'string') throw this.#mismatch(name, 'time.Duration');
    try {
      return parseDurationMs(value);
    } catch (error) {
      if (error instanceof DurationError) throw undecodable(error.message);
      throw error;
    }
  }

  #at(name: string): string {
    return `${this.#path}.${name}`;
  }

  #mismatch(name: string, type: string): Error {
    return mismatch(this.value(name), this.#at(name), type);
  }
}

function canonical(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function mismatch(value: Json, path: string, type: string): Error {
  const kind = kindOf(value);
  const shown = kind === 'number' && type !== 'string' ? `number ${value}` : kind;
  const target =
    path === '' ? `Go value of type ${type}` : `Go struct field ${path} of type ${type}`;
  return undecodable(`json: cannot unmarshal ${shown} into ${target}`);
}

/** Why a body could not be decoded; the endpoint says it in its own words. */
export class UndecodableBody extends Error {
  override readonly name = 'UndecodableBody';
}

function undecodable(text: string): Error {
  return new UndecodableBody(text);
}
