/** The chunked transfer coding (RFC 9112, section 7.1), read as its bytes come. */

const CR = 13;
const LF = 10;
/** A chunk's first line is a few digits; extensions are rare, and short. */
const MOST_LINE_BYTES = 4096;
const MOST_TRAILER_BYTES = 64 * 1024;

/** What comes next in a body: each tells where in the bytes it ends. */
export type Chunk =
  | { readonly kind: 'data'; readonly from: number; readonly to: number }
  | { readonly kind: 'end'; readonly to: number; readonly trailers: readonly string[] }
  /** It takes more bytes to tell. */
  | { readonly kind: 'more' }
  | { readonly kind: 'not-chunked' };

/** Reads one body. Bytes that were not yet told of have to be given again, with more behind them. */
export class ChunkReader {
  /** Data bytes of the present chunk that are still to come. */
  #left = 0;
  #begun = false;

  next(bytes: Buffer, at: number): Chunk {
    if (this.#left > 0) return this.#data(bytes, at);
    let from = at;
    if (this.#begun) {
      if (bytes.length - at < 2) return isStartOfLineEnd(bytes, at) ? MORE : NOT_CHUNKED;
      if (bytes[at] !== CR || bytes[at + 1] !== LF) return NOT_CHUNKED;
      from += 2;
    }
    const line = lineAt(bytes, from, MOST_LINE_BYTES);
    if (typeof line !== 'string') return line;
    const [, digits] = /^([\da-f]{1,13})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
    if (digits === undefined) return NOT_CHUNKED;
    const size = Number.parseInt(digits, 16);
    const after = from + line.length + 2;
    if (size === 0) return readTrailers(bytes, after);
    if (after === bytes.length) return MORE;
    this.#begun = true;
    this.#left = size;
    return this.#data(bytes, after);
  }

  #data(bytes: Buffer, from: number): Chunk {
    const to = Math.min(bytes.length, from + this.#left);
    if (to === from) return MORE;
    this.#left -= to - from;
    return { kind: 'data', from, to };
  }
}

const MORE: Chunk = { kind: 'more' };
const NOT_CHUNKED: Chunk = { kind: 'not-chunked' };

function readTrailers(bytes: Buffer, from: number): Chunk {
  const trailers: string[] = [];
  for (let at = from; ; ) {
    const line = lineAt(bytes, at, MOST_TRAILER_BYTES - (at - from));
    if (typeof line !== 'string') return line;
    at += line.length + 2;
    if (line === '') return { kind: 'end', to: at, trailers };
    const colon = line.indexOf(':');
    if (colon < 1) return NOT_CHUNKED;
    trailers.push(line.slice(0, colon), line.slice(colon + 1).trim());
  }
}

function lineAt(bytes: Buffer, from: number, mostBytes: number): string | Chunk {
  const end = bytes.indexOf(LF, from);
  if (end < 0) return bytes.length - from > mostBytes ? NOT_CHUNKED : MORE;
  if (end === from || bytes[end - 1] !== CR) return NOT_CHUNKED;
  return bytes.toString('latin1', from, end - 1);
}

function isStartOfLineEnd(bytes: Buffer, at: number): boolean {
  return at === bytes.length || bytes[at] === CR;
}
