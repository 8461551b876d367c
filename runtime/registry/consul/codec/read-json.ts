import { quoteByte } from '../../go/index.ts';
import type { Json } from './json.ts';

/** JSON that cannot be read; the message is the one of Go's `encoding/json`. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/** Digits of a whole number that are all kept. */
const MAX_DIGITS = 40;

/** Levels of arrays and objects in one another that are read. */
const MAX_DEPTH = 1000;

/**
 * Reads the first JSON value of a text, with the errors of Go's decoder: `EOF` for an empty text,
 * `unexpected EOF` for one that is cut off, and else which character was out of place. What follows
 * the value is not looked at, as `json.Decoder` does not.
 */
export function readJson(text: string): Json {
  const reader = new Reader(text);
  if (reader.peek() === '') throw new JsonError('EOF');
  return reader.value(0);
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next character that is no white space; empty at the end. */
  peek(): string {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at += 1;
    return this.#text[this.#at] ?? '';
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new JsonError('exceeded max depth');
    const next = this.peek();
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    if (next === '"') return this.#string();
    if (next === '-' || (next >= '0' && next <= '9')) return this.#number();
    if (next === 't') return this.#literal('true', true);
    if (next === 'f') return this.#literal('false', false);
    if (next === 'n') return this.#literal('null', null);
    throw this.#unexpected('looking for beginning of value');
  }

  #object(depth: number): Json {
    const members = new Map<string, Json>();
    this.#at += 1;
    if (this.peek() === '}') {
      this.#at += 1;
      return {};
    }
    for (;;) {
      if (this.peek() !== '"') throw this.#unexpected('looking for beginning of object key string');
      const name = this.#string();
      if (this.peek() !== ':') throw this.#unexpected('after object key');
      this.#at += 1;
      members.set(name, this.value(depth + 1));
      const next = this.peek();
      if (next !== ',' && next !== '}') throw this.#unexpected('after object key:value pair');
      this.#at += 1;
      if (next === '}') return Object.fromEntries(members);
    }
  }

  #array(depth: number): Json {
    const items: Json[] = [];
    this.#at += 1;
    if (this.peek() === ']') {
      this.#at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth + 1));
      const next = this.peek();
      if (next !== ',' && next !== ']') throw this.#unexpected('after array element');
      this.#at += 1;
      if (next === ']') return items;
    }
  }

  #string(): string {
    const start = this.#at;
    for (this.#at += 1; ; this.#at += 1) {
      const character = this.#text[this.#at] ?? '';
      if (character === '"') break;
      if (character === '\\') this.#escape();
      else if (character < ' ') throw this.#unexpected('in string literal');
    }
    this.#at += 1;
    const text = JSON.parse(this.#text.slice(start, this.#at)) as string;
    // Go has no halves of surrogate pairs.
    return text.replace(/\p{Surrogate}/gu, '\ufffd');
  }

  #escape(): void {
    this.#at += 1;
    const character = this.#text[this.#at] ?? '';
    if (character === 'u') {
      for (let digit = 0; digit < 4; digit += 1) {
        this.#at += 1;
        if (!/^[0-9a-fA-F]$/.test(this.#text[this.#at] ?? '')) {
          throw this.#unexpected('in \\u hexadecimal character escape');
        }
      }
    } else if (character === '' || !'"\\/bfnrt'.includes(character)) {
      throw this.#unexpected('in string escape code');
    }
  }

  #number(): number | bigint {
    const start = this.#at;
    if (this.#text[this.#at] === '-') this.#at += 1;
    if (this.#text[this.#at] === '0') this.#at += 1;
    else this.#digits('in numeric literal');
    let whole = true;
    if (this.#text[this.#at] === '.') {
      whole = false;
      this.#at += 1;
      this.#digits('after decimal point in numeric literal');
    }
    if (/^[eE]$/.test(this.#text[this.#at] ?? '')) {
      whole = false;
      this.#at += 1;
      if (/^[+-]$/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      this.#digits('in exponent of numeric literal');
    }
    const digits = this.#text.slice(start, this.#at);
    const value = Number(digits);
    const isExact = !whole || Number.isSafeInteger(value);
    // Beyond any number that means something: as far as it matters, too large.
    return isExact || digits.length > MAX_DIGITS ? value : BigInt(digits);
  }

  #digits(where: string): void {
    if (!/^[0-9]$/.test(this.#text[this.#at] ?? '')) throw this.#unexpected(where);
    while (/^[0-9]$/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #literal<T>(word: string, value: T): T {
    for (const expected of word) {
      if (this.#text[this.#at] !== expected) {
        throw this.#unexpected(`in literal ${word} (expecting '${expected}')`);
      }
      this.#at += 1;
    }
    return value;
  }

  #unexpected(where: string): JsonError {
    const codePoint = this.#text.codePointAt(this.#at);
    if (codePoint === undefined) return new JsonError('unexpected EOF');
    const [first = 0] = new TextEncoder().encode(String.fromCodePoint(codePoint));
    return new JsonError(`invalid character ${quoteByte(String.fromCharCode(first))} ${where}`);
  }
}
