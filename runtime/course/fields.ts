import { CourseError } from './error.ts';

/** Reads fields of an object of unknown shape, and complains by name. */
export class Fields {
  readonly #file: string;
  readonly #object: Record<string, unknown>;
  readonly #read = new Set<string>();

  constructor(file: string, value: unknown) {
    this.#file = file;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new CourseError(file, 'expected "name: value" lines.');
    }
    this.#object = value as Record<string, unknown>;
  }

  string(name: string): string {
    const value = this.#take(name);
    if (typeof value !== 'string' || value.trim() === '') return this.#wrong(name, 'a text');
    return value.trim();
  }

  matching(name: string, pattern: RegExp, words: string): string {
    const value = this.string(name);
    return pattern.test(value) ? value : this.#wrong(name, words);
  }

  port(name: string): number {
    return this.integer(name, 1, 65_535, 'a port');
  }

  strings(name: string): string[] {
    const value = this.#take(name);
    const fits =
      Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string');
    return fits ? (value as string[]) : this.#wrong(name, 'a list of texts, at least one');
  }

  /** A field that may be left out: then it is `otherwise`. */
  optional<T>(name: string, read: (name: string) => T, otherwise: T): T {
    return this.#take(name) === undefined ? otherwise : read(name);
  }

  integer(name: string, from: number, to: number, what = 'an integer'): number {
    const value = this.#take(name);
    const fits =
      typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
    return fits ? value : this.#wrong(name, `${what} from ${from} to ${to}`);
  }

  /** A list of different ones of these, at least one, in their order. */
  some<T extends string>(name: string, known: readonly T[]): readonly T[] {
    const value = this.#take(name);
    const asked = Array.isArray(value) ? value : [];
    const fits = asked.length > 0 && asked.every((one) => known.includes(one));
    if (!fits) return this.#wrong(name, `a list of ${known.join(', ')}, at least one`);
    return known.filter((one) => asked.includes(one));
  }

  /** Texts by name. */
  texts(name: string): Readonly<Record<string, string>> {
    const value = this.#take(name);
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    const fits = isMap && Object.values(value).every((one) => typeof one === 'string');
    return fits
      ? (value as Record<string, string>)
      : this.#wrong(name, '"NAME: text" lines, a number in quotes');
  }

  list<T>(name: string, each: (item: Fields) => T): T[] {
    const value = this.#take(name);
    if (!Array.isArray(value) || value.length === 0)
      return this.#wrong(name, 'a list, at least one');
    return value.map((item) => {
      const fields = new Fields(this.#file, item);
      const result = each(fields);
      fields.refuseOthers();
      return result;
    });
  }

  /** A field that nobody reads is a misspelt one: say so rather than drop it. */
  refuseOthers(): void {
    const unknown = Object.keys(this.#object).filter((name) => !this.#read.has(name));
    if (unknown.length > 0) {
      const known = [...this.#read].join(', ');
      throw new CourseError(this.#file, `unknown field "${unknown[0]}"; known are ${known}.`);
    }
  }

  #take(name: string): unknown {
    this.#read.add(name);
    return this.#object[name];
  }

  #wrong(name: string, expected: string): never {
    const value = JSON.stringify(this.#object[name]) ?? 'missing';
    throw new CourseError(this.#file, `field "${name}" should be ${expected}, but is ${value}.`);
  }
}
