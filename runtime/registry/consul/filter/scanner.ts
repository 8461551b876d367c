import { quote } from '../../go/index.ts';

/**
 * Reads a text piece by piece, and remembers at the furthest place that it came to what could have
 * stood there: so that an error says it as the real parser does.
 */
export class Scanner {
  readonly text: string;
  at = 0;
  readonly #errors = new Set<string>();
  #furthest = 0;
  #expected = new Set<string>();

  constructor(text: string) {
    this.text = text;
  }

  literal(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return this.#miss(quote(word));
    this.at += word.length;
    return true;
  }

  /** One character of a class; `name` is how an error shows the class. */
  one(name: string, pattern: RegExp): string | null {
    const character = this.text[this.at];
    if (character === undefined || !pattern.test(character)) {
      this.#miss(name);
      return null;
    }
    this.at += 1;
    return character;
  }

  /** As many characters of a class as there are. */
  many(name: string, pattern: RegExp): string {
    const from = this.at;
    while (this.one(name, pattern) !== null);
    return this.text.slice(from, this.at);
  }

  end(): boolean {
    return this.at >= this.text.length || this.#miss('EOF');
  }

  /** Tries something; if it gives null, nothing of it was read. */
  attempt<T>(read: () => T | null): T | null {
    const from = this.at;
    const result = read();
    if (result === null) this.at = from;
    return result;
  }

  /** Notes an error of its own that the grammar has for a mistake. */
  report(rule: string, message: string): null {
    this.#errors.add(`${this.#place(this.at)}: rule ${quote(rule)}: ${message}`);
    return null;
  }

  get hasErrors(): boolean {
    return this.#errors.size > 0;
  }

  problem(): string {
    if (this.hasErrors) return [...this.#errors].join('\n');
    const sorted = [...this.#expected].filter((name) => name !== 'EOF').sort();
    if (this.#expected.has('EOF')) sorted.push('EOF');
    const last = sorted.pop() ?? '';
    const list = sorted.length === 0 ? last : `${sorted.join(', ')} or ${last}`;
    return `${this.#place(this.#furthest)}: no match found, expected: ${list}`;
  }

  #miss(name: string): false {
    if (this.at > this.#furthest) {
      this.#furthest = this.at;
      this.#expected = new Set();
    }
    if (this.at === this.#furthest) this.#expected.add(name);
    return false;
  }

  #place(at: number): string {
    const before = this.text.slice(0, at);
    const line = before.split('\n').length;
    return `${line}:${at - before.lastIndexOf('\n')} (${at})`;
  }
}
