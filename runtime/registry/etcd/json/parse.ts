import { quoteByte } from '../../go/index.ts';
import type { ByteString } from '../bytes.ts';
import { fromUtf8 } from '../bytes.ts';
import { JsonError } from './syntax-error.ts';
import { ESCAPED, unescaped } from './unescaped.ts';

/** A number as it was written: `1.0` and `1` are not the same to Go. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A string is what stands between its quotes, as it was written: not all that reads one unescapes it. */
export type Json = null | boolean | ByteString | JsonNumber | Json[] | Map<string, Json>;

/** The input ended before the value did. */
export const UNEXPECTED_EOF = 'unexpected EOF';

const MAX_DEPTH = 10_000;

/** Reads one value after another from text, as Go's json.Decoder does, with its errors. */
export class JsonReader {
  readonly #text: ByteString;
  /** What does not stand for itself in a string. */
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
  readonly #special = /["\\\x00-\x1f]/g;
  #at = 0;
  #depth = 0;

  constructor(text: ByteString) {
    this.#text = text;
  }

  /** Where the next value may begin. */
  get position(): number {
    return this.#at;
  }

  /** The next value; undefined when nothing but space is left. Throws a JsonError. */
  next(): Json | undefined {
    this.#skipSpace();
    return this.#at < this.#text.length ? this.#value() : undefined;
  }

  /** Throws where anything but space is left. */
  expectEnd(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected('after top-level value');
  }

  #value(): Json {
    const byte = this.#peekAfterSpace();
    if (byte === '"') return this.#string();
    if (byte === '{') return this.#nested(() => this.#object());
    if (byte === '[') return this.#nested(() => this.#array());
    if (byte === 't') return this.#literal('true', true);
    if (byte === 'f') return this.#literal('false', false);
    if (byte === 'n') return this.#literal('null', null);
    if (byte === '-' || isDigit(byte)) return this.#number();
    throw this.#unexpected('looking for beginning of value');
  }

  #nested<T>(read: () => T): T {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) throw new JsonError('exceeded max depth');
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Map<string, Json> {
    const members = new Map<string, Json>();
    if (this.#peekAfterSpace() === '}') return this.#closed(members);
    for (;;) {
      if (this.#peekAfterSpace() !== '"') {
        throw this.#unexpected('looking for beginning of object key string');
      }
      const name = fromUtf8(unescaped(this.#string()));
      if (this.#peekAfterSpace() !== ':') throw this.#unexpected('after object key');
      this.#at++;
      members.set(name, this.#value());
      const byte = this.#peekAfterSpace();
      if (byte === '}') return this.#closed(members);
      if (byte !== ',') throw this.#unexpected('after object key:value pair');
      this.#at++;
    }
  }

  #array(): Json[] {
    const elements: Json[] = [];
    if (this.#peekAfterSpace() === ']') return this.#closed(elements);
    for (;;) {
      elements.push(this.#value());
      const byte = this.#peekAfterSpace();
      if (byte === ']') return this.#closed(elements);
      if (byte !== ',') throw this.#unexpected('after array element');
      this.#at++;
    }
  }

  #closed<T>(value: T): T {
    this.#at++;
    return value;
  }

  /** What stands between the quotes. */
  #string(): ByteString {
    this.#at++;
    const from = this.#at;
    for (;;) {
      this.#special.lastIndex = this.#at;
      this.#at = this.#special.exec(this.#text)?.index ?? this.#text.length;
      const byte = this.#peek();
      if (byte !== '"' && byte !== '\\') throw this.#unexpected('in string literal');
      this.#at++;
      if (byte === '"') return this.#text.slice(from, this.#at - 1);
      this.#escape();
    }
  }

  #escape(): void {
    const byte = this.#peek();
    if (byte !== 'u' && !ESCAPED.includes(byte)) throw this.#unexpected('in string escape code');
    this.#at++;
    for (let digit = 0; byte === 'u' && digit < 4; digit++) {
      if (!/[0-9a-fA-F]/.test(this.#peek())) {
        throw this.#unexpected('in \\u hexadecimal character escape');
      }
      this.#at++;
    }
  }

  #number(): JsonNumber {
    const from = this.#at;
    if (this.#peek() === '-') {
      this.#at++;
      if (!isDigit(this.#peek())) throw this.#unexpected('in numeric literal');
    }
    if (this.#peek() === '0') this.#at++;
    else this.#digits();
    if (this.#text[this.#at] === '.') {
      this.#at++;
      if (!isDigit(this.#peek())) throw this.#unexpected('after decimal point in numeric literal');
      this.#digits();
    }
    if (this.#text[this.#at] === 'e' || this.#text[this.#at] === 'E') {
      this.#at++;
      if (this.#peek() === '+' || this.#peek() === '-') this.#at++;
      if (!isDigit(this.#peek())) throw this.#unexpected('in exponent of numeric literal');
      this.#digits();
    }
    return new JsonNumber(this.#text.slice(from, this.#at));
  }

  #digits(): void {
    while (this.#at < this.#text.length && isDigit(this.#text[this.#at] as string)) this.#at++;
  }

  #literal<T>(word: string, value: T): T {
    for (let letter = 0; letter < word.length; letter++) {
      const expected = word[letter] as string;
      if (this.#peek() !== expected) {
        throw this.#unexpected(`in literal ${word} (expecting ${quoteByte(expected)})`);
      }
      this.#at++;
    }
    return value;
  }

  #peekAfterSpace(): string {
    this.#skipSpace();
    return this.#peek();
  }

  #peek(): string {
    const byte = this.#text[this.#at];
    if (byte === undefined) throw new JsonError(UNEXPECTED_EOF);
    return byte;
  }

  #skipSpace(): void {
    for (let byte = this.#text[this.#at]; ; byte = this.#text[++this.#at]) {
      if (byte !== ' ' && byte !== '\n' && byte !== '\r' && byte !== '\t') return;
    }
  }

  #unexpected(where: string): JsonError {
    return new JsonError(`invalid character ${quoteByte(this.#peek())} ${where}`);
  }
}

function isDigit(byte: string): boolean {
  return byte >= '0' && byte <= '9';
}
