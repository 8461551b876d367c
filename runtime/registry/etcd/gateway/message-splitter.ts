import type { ByteString } from '../bytes.ts';
import { type Json, JsonReader, UNEXPECTED_EOF } from '../json/parse.ts';
import { JsonError } from '../json/syntax-error.ts';
import { MAX_BODY_BYTES, tooLong } from './limits.ts';

/** Text of this length is read again with each piece, which finds errors in it at once. */
const SHORT_BYTES = 4096;

/** The values that are whole, and the error that comes after them; then there are no more. */
export interface Split {
  readonly values: readonly Json[];
  readonly error: unknown;
}

/** Takes JSON values out of text that comes in pieces, each as soon as it is whole. */
export class MessageSplitter {
  readonly #brackets = new BracketCounter();
  #text = '';

  push(piece: ByteString): Split {
    this.#text += piece;
    const isClosed = this.#brackets.closesOne(piece);
    if (this.#text.length > MAX_BODY_BYTES)
      return { values: [], error: tooLong(this.#text.length) };
    return isClosed || this.#text.length <= SHORT_BYTES
      ? this.#read()
      : { values: [], error: null };
  }

  /** No more comes: what is left was cut off. */
  end(): Split {
    const isCutOff = /[^ \n\r\t]/.test(this.#text);
    return { values: [], error: isCutOff ? new JsonError(UNEXPECTED_EOF) : null };
  }

  #read(): Split {
    const reader = new JsonReader(this.#text);
    const values: Json[] = [];
    let whole = 0;
    let failure: unknown = null;
    try {
      for (let value = reader.next(); value !== undefined; value = reader.next()) {
        values.push(value);
        whole = reader.position;
      }
    } catch (error) {
      const isPart = error instanceof JsonError && error.message === UNEXPECTED_EOF;
      failure = isPart ? null : error;
    }
    this.#text = this.#text.slice(whole);
    return { values, error: failure };
  }
}

/** Says when an object or array may have ended, looking at each byte once. */
class BracketCounter {
  #depth = 0;
  #isText = false;
  #isEscaped = false;

  closesOne(piece: ByteString): boolean {
    let closes = false;
    for (const byte of piece) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (this.#isText) {
        if (byte === '\\') this.#isEscaped = true;
        else if (byte === '"') this.#isText = false;
      } else if (byte === '"') this.#isText = true;
      else if (byte === '{' || byte === '[') this.#depth++;
      else if (byte === '}' || byte === ']') {
        this.#depth--;
        if (this.#depth <= 0) closes = true;
      }
    }
    return closes;
  }
}
