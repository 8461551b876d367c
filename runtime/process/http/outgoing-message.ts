import { Buffer } from 'buffer';
import { Writable, type WritableOptions } from 'readable-stream';
import type { Frame } from '../host.ts';
import { DeferredSink, type FrameSink } from './deferred-sink.ts';
import { type HeaderValue, validateHeaderName, validateHeaderValue } from './header-rules.ts';
import type { Head } from './message-head.ts';
import { headersSentError, OutgoingHeaders } from './outgoing-headers.ts';
import type { Socket } from './socket.ts';

/** Longer writes travel as several frames, so that the other end can hold them back. */
const MAX_FRAME_BYTES = 64 * 1024;

/** Node's http messages buffer this much before `write` says false. */
const HIGH_WATER_MARK_BYTES = 16 * 1024;

/** http.OutgoingMessage: headers, then a body. https://nodejs.org/docs/latest-v20.x/api/http.html */
export abstract class OutgoingMessage extends Writable {
  sendDate = true;
  shouldKeepAlive = true;
  socket: Socket | null = null;
  protected readonly outgoing = new OutgoingHeaders();
  /** The body's length, once `end` was called before anything was written. */
  protected knownBytes: number | null = null;
  protected hasBody = true;
  #head: Head | null = null;
  #headFrame: Frame | null = null;
  /** Null when nothing goes anywhere any more. */
  #sink: FrameSink | null = new DeferredSink();
  #sentBytes = 0;
  #trailers: string[] = [];

  constructor() {
    // autoDestroy: after its end a message still belongs to its connection for a moment.
    super({ highWaterMark: HIGH_WATER_MARK_BYTES, autoDestroy: false } as WritableOptions);
  }

  /** Writes the head with what is set by now: the first `write` or `end` needs one. */
  protected abstract writeImplicitHead(): void;

  protected connectTo(sink: FrameSink, socket: Socket): void {
    const before = this.#sink;
    this.#sink = sink;
    this.socket = socket;
    if (before instanceof DeferredSink) before.pourInto(sink);
  }

  /** Nothing that is written from now on goes anywhere. */
  protected disconnect(): void {
    this.#sink = null;
  }

  /** The head is settled; it leaves with the first of the body, or when flushed. */
  protected storeHead(head: Head, frame: Frame): void {
    this.#head = head;
    this.#headFrame = frame;
  }

  protected get head(): Head | null {
    return this.#head;
  }

  get headersSent(): boolean {
    return this.#head !== null;
  }

  get finished(): boolean {
    return this.writableEnded;
  }

  get connection(): Socket | null {
    return this.socket;
  }

  get chunkedEncoding(): boolean {
    return this.#head?.chunked ?? false;
  }

  setHeader(name: string, value: HeaderValue): this {
    if (this.headersSent) throw headersSentError('set');
    this.outgoing.set(name, value);
    return this;
  }

  setHeaders(headers: Iterable<[string, HeaderValue]>): this {
    if (this.headersSent) throw headersSentError('set');
    for (const [name, value] of headers) this.outgoing.set(name, value);
    return this;
  }

  appendHeader(name: string, value: HeaderValue): this {
    if (this.headersSent) throw headersSentError('append');
    this.outgoing.append(name, value);
    return this;
  }

  removeHeader(name: string): void {
    if (this.headersSent) throw headersSentError('remove');
    this.outgoing.delete(name);
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.outgoing.get(name);
  }

  hasHeader(name: string): boolean {
    return this.outgoing.has(name);
  }

  getHeaderNames(): string[] {
    return this.outgoing.names();
  }

  getRawHeaderNames(): string[] {
    return this.outgoing.rawNames();
  }

  getHeaders(): Record<string, HeaderValue> {
    return this.outgoing.toObject();
  }

  addTrailers(trailers: Record<string, string>): void {
    for (const [name, value] of Object.entries(trailers)) {
      validateHeaderName(name, 'Trailer name');
      validateHeaderValue(name, value);
      this.#trailers.push(name, value);
    }
  }

  /** Sends the head now, without waiting for the body. */
  flushHeaders(): void {
    if (!this.headersSent) this.writeImplicitHead();
    this.#sendHead();
  }

  setTimeout(timeoutMs: number, callback?: () => void): this {
    if (callback !== undefined) this.on('timeout', callback);
    this.socket?.setTimeout(timeoutMs, () => this.emit('timeout', this.socket));
    return this;
  }

  override write(...args: unknown[]): boolean {
    if (!this.headersSent && !this.writableEnded && isChunk(args[0])) this.writeImplicitHead();
    return super.write(...(args as Parameters<Writable['write']>));
  }

  override end(...args: unknown[]): this {
    if (!this.headersSent && !this.writableEnded) {
      const [chunk, encoding] = args;
      if (chunk === undefined || chunk === null || typeof chunk === 'function') {
        this.knownBytes = 0;
      } else if (isChunk(chunk)) {
        const named = typeof encoding === 'string' ? (encoding as BufferEncoding) : undefined;
        this.knownBytes = Buffer.byteLength(chunk, named);
      }
      this.writeImplicitHead();
    }
    // As in Node, the callback is one more listener of `finish`, after those that are there.
    const callback = args.findIndex((arg) => typeof arg === 'function');
    if (callback >= 0) this.once('finish', args.splice(callback, 1)[0] as () => void);
    super.end(...(args as Parameters<Writable['end']>));
    return this;
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    if (!this.hasBody) {
      done();
      return;
    }
    this.#sendHead();
    // What goes beyond Content-Length is no part of this message to whoever reads it.
    const room = (this.#head?.promisedBytes ?? Number.POSITIVE_INFINITY) - this.#sentBytes;
    this.#sentBytes += chunk.length;
    this.#sendBody(chunk.length > room ? chunk.subarray(0, Math.max(0, room)) : chunk, done);
  }

  override _final(done: () => void): void {
    this.#sendHead();
    if (!this.fallsShort) this.#sink?.send({ kind: 'end', trailers: this.#trailers });
    done();
  }

  /** Content-Length was wrong: whoever reads the connection on would misread it. */
  protected get lengthWasWrong(): boolean {
    const promised = this.#head?.promisedBytes ?? null;
    return this.hasBody && promised !== null && promised !== this.#sentBytes;
  }

  /** Fewer bytes came than Content-Length promised: the reader goes on waiting for them. */
  protected get fallsShort(): boolean {
    return this.lengthWasWrong && this.#sentBytes < (this.#head?.promisedBytes ?? 0);
  }

  #sendHead(): void {
    if (this.#headFrame === null) return;
    this.#sink?.send(this.#headFrame);
    this.#headFrame = null;
  }

  #sendBody(bytes: Uint8Array, done: () => void): void {
    const sink = this.#sink;
    if (sink === null || bytes.length === 0) {
      done();
      return;
    }
    sink.send({ kind: 'body', bytes: bytes.subarray(0, MAX_FRAME_BYTES) });
    sink.whenOpen(() => this.#sendBody(bytes.subarray(MAX_FRAME_BYTES), done));
  }
}

function isChunk(chunk: unknown): chunk is string | Uint8Array {
  return typeof chunk === 'string' || chunk instanceof Uint8Array;
}
