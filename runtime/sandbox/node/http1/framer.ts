import type { Frame } from '../../../process/index.ts';
import { ChunkReader } from './chunks.ts';
import type { BodyFraming } from './head.ts';
import { type Flow, NO_BYTES, type RawPart } from './raw-part.ts';

const CR = 13;
const LF = 10;
const MOST_HEAD_BYTES = 64 * 1024;

/** A head, and what comes after it. */
export interface Opening {
  readonly part: Frame & { kind: 'request' | 'response' };
  /** `bytes`: from here on the connection carries something else; `head` is another one. */
  readonly follows: BodyFraming | 'bytes' | 'head';
}

/** What one direction of a connection looks for. */
export interface Grammar {
  /** Whether a message may begin now, and these bytes can be the beginning of one. */
  mayBegin(bytes: Buffer, at: number): boolean;
  /** Null when the lines are no head. */
  open(lines: readonly string[]): Opening | null;
  /** The message that was opened last is over. */
  ended(): void;
}

type State =
  | { readonly kind: 'head' }
  | { readonly kind: 'length'; left: number }
  | { readonly kind: 'chunked'; readonly reader: ChunkReader }
  | { readonly kind: 'until-close' }
  | { readonly kind: 'bytes' };

/**
 * Takes one direction of a connection apart into the messages of HTTP/1, however its bytes are cut.
 * The `raw` bytes of its parts, in their order, are the bytes that it was given. What is no HTTP/1
 * becomes `bytes`, from there on to the end of the connection.
 */
export class Framer {
  readonly #grammar: Grammar;
  readonly #flow: Flow | null;
  readonly #emit: (part: RawPart) => void;
  #state: State = { kind: 'head' };
  #held: Buffer = Buffer.alloc(0);
  #isHttp = false;

  constructor(grammar: Grammar, flow: Flow | null, emit: (part: RawPart) => void) {
    this.#grammar = grammar;
    this.#flow = flow;
    this.#emit = emit;
  }

  /** Whether it has read a message, and nothing else since. */
  get isHttp(): boolean {
    return this.#isHttp && this.#state.kind !== 'bytes';
  }

  push(chunk: Buffer): void {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let at = 0;
    while (at < bytes.length) {
      const next = this.#step(bytes, at);
      if (next === at && this.#state.kind !== 'bytes') break;
      at = next;
    }
    this.#held = bytes.subarray(at);
  }

  /** No more bytes come: what is held is passed on, and a body that goes until the end is over. */
  finish(): void {
    const rest = this.#held;
    this.#held = Buffer.alloc(0);
    const { kind } = this.#state;
    if (kind === 'until-close') this.#end(NO_BYTES, []);
    // What frames the next chunk is still part of a message, though one that will never be whole.
    if (kind === 'chunked' && rest.length > 0) this.#body(rest, NO_BYTES);
    else if (rest.length > 0) this.#bytes(rest);
    this.#state = { kind: 'bytes' };
  }

  /** How far the bytes have been passed on; `at` again when it takes more of them. */
  #step(bytes: Buffer, at: number): number {
    const state = this.#state;
    switch (state.kind) {
      case 'head':
        return this.#head(bytes, at);
      case 'length': {
        const to = Math.min(bytes.length, at + state.left);
        state.left -= to - at;
        this.#body(bytes.subarray(at, to), bytes.subarray(at, to));
        if (state.left === 0) this.#end(NO_BYTES, []);
        return to;
      }
      case 'chunked':
        return this.#chunk(bytes, at, state.reader);
      case 'until-close':
        this.#body(bytes.subarray(at), bytes.subarray(at));
        return bytes.length;
      case 'bytes':
        this.#bytes(bytes.subarray(at));
        return bytes.length;
    }
  }

  #head(bytes: Buffer, from: number): number {
    // A line end between messages belongs to none, and is let pass (RFC 9112, section 2.2).
    let at = from;
    while (this.#isHttp && (bytes[at] === CR || bytes[at] === LF)) at += 1;
    if (!this.#grammar.mayBegin(bytes, at)) return this.#leaveHttp(from);
    const lines: string[] = [];
    for (;;) {
      const end = bytes.indexOf(LF, at);
      if (end < 0) {
        return bytes.length - from > MOST_HEAD_BYTES ? this.#leaveHttp(from) : from;
      }
      if (bytes[end - 1] !== CR) return this.#leaveHttp(from);
      const line = bytes.toString('latin1', at, end - 1);
      at = end + 1;
      if (line === '') break;
      lines.push(line);
      // A first line that begins no message is told at once: its sender may wait for an answer.
      if (lines.length === 1 && !/ HTTP\/1\.[01]$|^HTTP\/1\.[01] /.test(line)) {
        return this.#leaveHttp(from);
      }
    }
    const opening = this.#grammar.open(lines);
    if (opening === null) return this.#leaveHttp(from);
    this.#isHttp = true;
    this.#emit({ ...opening.part, raw: bytes.subarray(from, at), flow: this.#flow });
    this.#follow(opening.follows);
    return at;
  }

  #follow(follows: Opening['follows']): void {
    if (follows === 'head') return;
    if (follows === 'bytes') {
      this.#end(NO_BYTES, []);
      this.#state = { kind: 'bytes' };
    } else if (follows.kind === 'chunked') {
      this.#state = { kind: 'chunked', reader: new ChunkReader() };
    } else if (follows.kind === 'until-close') {
      this.#state = follows;
    } else if (follows.bytes === 0) {
      this.#end(NO_BYTES, []);
    } else {
      this.#state = { kind: 'length', left: follows.bytes };
    }
  }

  #chunk(bytes: Buffer, at: number, reader: ChunkReader): number {
    const chunk = reader.next(bytes, at);
    switch (chunk.kind) {
      case 'data':
        this.#body(bytes.subarray(at, chunk.to), bytes.subarray(chunk.from, chunk.to));
        return chunk.to;
      case 'end':
        this.#end(bytes.subarray(at, chunk.to), chunk.trailers);
        return chunk.to;
      case 'more':
        return at;
      case 'not-chunked':
        return this.#leaveHttp(at);
    }
  }

  #leaveHttp(at: number): number {
    this.#state = { kind: 'bytes' };
    return at;
  }

  #body(raw: Uint8Array, bytes: Uint8Array): void {
    this.#emit({ kind: 'body', bytes, raw, flow: this.#flow });
  }

  #bytes(raw: Uint8Array): void {
    this.#emit({ kind: 'bytes', bytes: raw, raw, flow: this.#flow });
  }

  #end(raw: Uint8Array, trailers: readonly string[]): void {
    this.#state = { kind: 'head' };
    this.#emit({ kind: 'end', trailers, raw, flow: this.#flow });
    this.#grammar.ended();
  }
}
