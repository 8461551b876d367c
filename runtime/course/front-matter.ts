import { parse } from 'yaml';
import { CourseError } from './error.ts';
import type { StepService } from './step.ts';

/** What an author writes above a step's text. */
export interface FrontMatter {
  readonly title: string;
  readonly article: string;
  readonly goal: string;
  readonly services: readonly StepService[];
  readonly edit: readonly string[];
  readonly tryRequest: { readonly method: string; readonly path: string };
}

/** Splits a step.md into its front matter, checked field by field, and its text. */
export function readFrontMatter(file: string, text: string): { front: FrontMatter; prose: string } {
  const match = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/s.exec(text);
  if (match === null)
    throw new CourseError(file, 'begins without front matter: put --- lines around it.');
  const fields = new Fields(file, parseYaml(file, match[1] as string));
  const front: FrontMatter = {
    title: fields.string('title'),
    article: fields.string('article'),
    goal: fields.string('goal'),
    services: fields.list('services', (item) => ({
      name: item.matching('name', SERVICE_NAME, 'lower-case letters, digits and hyphens'),
      entry: item.string('entry'),
      port: item.port('port'),
    })),
    edit: fields.strings('edit'),
    tryRequest: parseRequestLine(file, fields.string('try')),
  };
  fields.refuseOthers();
  return { front, prose: (match[2] as string).trim() };
}

const SERVICE_NAME = /^[a-z][a-z0-9-]*$/;

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new CourseError(file, `front matter is not YAML: ${(error as Error).message}`);
  }
}

function parseRequestLine(file: string, line: string): FrontMatter['tryRequest'] {
  const match = /^([A-Z]+) (\/\S*)$/.exec(line);
  if (match === null) throw new CourseError(file, `try: "${line}" should look like "GET /path".`);
  return { method: match[1] as string, path: match[2] as string };
}

/** Reads fields of an object of unknown shape, and complains by name. */
class Fields {
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
    const value = this.#take(name);
    const fits =
      typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;
    return fits ? value : this.#wrong(name, 'a port from 1 to 65535');
  }

  strings(name: string): string[] {
    const value = this.#take(name);
    const fits =
      Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string');
    return fits ? (value as string[]) : this.#wrong(name, 'a list of texts, at least one');
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
