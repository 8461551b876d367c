/**
 * The headers of one message: names keep the case in which they were first written, values of one
 * name are joined. https://fetch.spec.whatwg.org/#concept-header-list
 */
export class HeaderList {
  readonly #headers = new Map<string, { readonly name: string; readonly value: string }>();
  #cookies: readonly string[] = [];

  constructor(other?: HeaderList) {
    if (other !== undefined) this.replaceBy(other);
  }

  /** A list from raw pairs: name, value, name, value; as a message carries them. */
  static fromRaw(raw: readonly string[]): HeaderList {
    const list = new HeaderList();
    for (let i = 0; i + 1 < raw.length; i += 2) {
      list.append((raw[i] ?? '').toLowerCase(), raw[i + 1] ?? '');
    }
    return list;
  }

  /** Takes over what another list holds. */
  replaceBy(other: HeaderList): void {
    this.clear();
    for (const [key, header] of other.#headers) this.#headers.set(key, header);
    this.#cookies = other.#cookies;
  }

  has(name: string): boolean {
    return this.#headers.has(name.toLowerCase());
  }

  get(name: string): string | null {
    return this.#headers.get(name.toLowerCase())?.value ?? null;
  }

  /** The values of Set-Cookie, which cannot be joined. */
  get cookies(): readonly string[] {
    return this.#cookies;
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase();
    const known = this.#headers.get(key);
    if (known === undefined) {
      this.#headers.set(key, { name, value });
    } else {
      const separator = key === 'cookie' ? '; ' : ', ';
      this.#headers.set(key, { name: known.name, value: known.value + separator + value });
    }
    if (key === 'set-cookie') this.#cookies = [...this.#cookies, value];
  }

  set(name: string, value: string): void {
    const key = name.toLowerCase();
    this.#headers.set(key, { name, value });
    if (key === 'set-cookie') this.#cookies = [value];
  }

  delete(name: string): void {
    const key = name.toLowerCase();
    this.#headers.delete(key);
    if (key === 'set-cookie') this.#cookies = [];
  }

  clear(): void {
    this.#headers.clear();
    this.#cookies = [];
  }

  /** Calls back with each header once: its name in lower case, and as it was written. */
  each(callback: (key: string, name: string, value: string) => void): void {
    this.#headers.forEach(({ name, value }, key) => {
      callback(key, name, value);
    });
  }

  /** Each header once, as written, in the order of first writing. */
  written(): [name: string, value: string][] {
    return [...this.#headers.values()].map(({ name, value }) => [name, value]);
  }

  /** As written, and each cookie by itself. */
  *[Symbol.iterator](): Generator<[name: string, value: string]> {
    for (const [key, { name, value }] of this.#headers) {
      if (key !== 'set-cookie') yield [name, value];
      else for (const cookie of this.#cookies) yield [name, cookie];
    }
  }

  /**
   * Sorted by lower-case name, each cookie by itself.
   * https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
   */
  sorted(): [name: string, value: string][] {
    return [...this]
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
}
