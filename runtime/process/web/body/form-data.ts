import { Blob } from '../blob/blob.ts';
import { File } from '../blob/file.ts';
import { type Inspect, type InspectOptions, inspectCustom } from '../inspect.ts';
import { requireArguments, scalarString } from '../webidl.ts';

export type FormDataValue = string | File;

type Given = [name: string, value: string | Blob, filename?: string];

/** A form's names and values, in order. https://xhr.spec.whatwg.org/#interface-formdata */
export class FormData {
  #entries: readonly (readonly [name: string, value: FormDataValue])[] = [];

  constructor(form?: undefined) {
    if (form !== undefined) {
      throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
    }
  }

  append(...given: Given): void {
    this.#entries = [...this.#entries, makeEntry('append', given)];
  }

  /** Puts the value where the first of that name stood, and drops the others. */
  set(...given: Given): void {
    const entry = makeEntry('set', given);
    const first = this.#entries.findIndex(([name]) => name === entry[0]);
    if (first < 0) {
      this.#entries = [...this.#entries, entry];
      return;
    }
    const before = this.#entries.slice(0, first);
    const after = this.#entries.slice(first + 1).filter(([name]) => name !== entry[0]);
    this.#entries = [...before, entry, ...after];
  }

  delete(...given: [name: string]): void {
    const wanted = nameOf('delete', given);
    this.#entries = this.#entries.filter(([name]) => name !== wanted);
  }

  get(...given: [name: string]): FormDataValue | null {
    const wanted = nameOf('get', given);
    return this.#entries.find(([name]) => name === wanted)?.[1] ?? null;
  }

  getAll(...given: [name: string]): FormDataValue[] {
    const wanted = nameOf('getAll', given);
    return this.#entries.filter(([name]) => name === wanted).map(([, value]) => value);
  }

  has(...given: [name: string]): boolean {
    const wanted = nameOf('has', given);
    return this.#entries.some(([name]) => name === wanted);
  }

  forEach(
    callback: (value: FormDataValue, name: string, form: FormData) => void,
    thisArgument?: unknown,
  ): void {
    if (typeof callback !== 'function') {
      throw new TypeError(
        "Failed to execute 'forEach' on 'FormData': parameter 1 is not of type 'Function'.",
      );
    }
    for (const [name, value] of this) callback.call(thisArgument, value, name, this);
  }

  *keys(): Generator<string> {
    for (const [name] of this) yield name;
  }

  *values(): Generator<FormDataValue> {
    for (const [, value] of this) yield value;
  }

  *entries(): Generator<[name: string, value: FormDataValue]> {
    for (let i = 0; ; i++) {
      const entry = this.#entries[i];
      if (entry === undefined) return;
      yield [entry[0], entry[1]];
    }
  }

  [Symbol.iterator](): Generator<[name: string, value: FormDataValue]> {
    return this.entries();
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const members: Record<string, unknown> = {};
    for (const name of this.keys()) {
      const values = this.getAll(name);
      members[name] = values.length === 1 ? values[0] : values;
    }
    return `FormData ${inspect(members, { ...options, depth: options.depth ?? depth })}`;
  }

  get [Symbol.toStringTag](): string {
    return 'FormData';
  }
}

function nameOf(method: string, given: readonly [string]): string {
  requireArguments(given.length, 1, `FormData.${method}`);
  return scalarString(given[0]);
}

function makeEntry(method: string, given: Given): readonly [string, FormDataValue] {
  requireArguments(given.length, 2, `FormData.${method}`);
  const [name, value, filename] = given;
  if (value instanceof Blob) return [scalarString(name), asFile(value, filename)];
  if (given.length < 3) return [scalarString(name), scalarString(value)];
  throw new TypeError(
    `Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`,
  );
}

function asFile(blob: Blob, filename: string | undefined): File {
  if (blob instanceof File && filename === undefined) return blob;
  const lastModified = blob instanceof File ? { lastModified: blob.lastModified } : {};
  return new File([blob], filename ?? 'blob', { type: blob.type, ...lastModified });
}
