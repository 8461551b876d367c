import { Buffer } from 'buffer';
import { Writable, type WritableOptions } from 'readable-stream';
import { textBuffer } from '../buffer/quick.ts';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import type { Frame } from '../host.ts';
import { nextTick } from '../loop.ts';
import { DeferredSink, type FrameSink } from './deferred-sink.ts';
import { type HeaderValue, validateHeaderName, validateHeaderValue } from './header-rules.ts';
import type { Head } from './message-head.ts';
import { headersSentError, OutgoingHeaders } from './outgoing-headers.ts';
import type { Socket } from './socket.ts';

/** Longer writes travel as several frames, so that the other end can hold them back. */
const MAX_FRAME_BYTES = 64 * 1024;

/** Node's http messages buffer this much before `write` says false. */
const HIGH_WATER_MARK_BYTES = 16 * 1024;

const STREAM_OPTIONS = {
  highWaterMark: HIGH_WATER_MARK_BYTES,
  // After its end a message still belongs to its connection for a moment.
  autoDestroy: false,
} as WritableOptions;

/** http.OutgoingMessage: headers, then a body. https://nodejs.org/docs/latest-v20.x/api/http.html */
export abstract class OutgoingMessage extends Writable {
  sendDate = true;
  shouldKeepAlive = true;
  strictContentLength = false;
  socket: Socket | null;
  protected readonly outgoing = new OutgoingHeaders();
  /** The body's length, once `end` was called before anything was written. */
  protected knownBytes: number | null = null;
  protected hasBody = true;
  #head: Head | null = null;
  #headFrame: Frame | null = null;
  /** Null when nothing goes anywhere any more. */
  #sink: FrameSink | null;
  #sentBytes = 0;
  #trailers: string[] = [];
  #isFinished = false;

  static {
    // All is handed over at once: Node says so before `finish` does.
    Object.defineProperty(OutgoingMessage.prototype, 'writableFinished', {
      get(this: OutgoingMessage) {
        return this.writableEnded && this.#isFinished;
      },
    });
  }

  /** Where it is sent; without a sink, `connectTo` says so later. */
  constructor(sink?: FrameSink, socket: Socket | null = null) {
    super(STREAM_OPTIONS);
    // A program's own subclass may hand over the options that Node takes.
    this.#sink = typeof sink?.send === 'function' ? sink : new DeferredSink();
    this.socket = socket;
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

  /** An object, or a list of names with their values. */
  addTrailers(trailers: Record<string, string> | readonly (readonly [string, string])[]): void {
    const pairs = Array.isArray(trailers) ? trailers : Object.entries(trailers);
    for (const [name, value] of pairs) {
      validateHeaderName(name, 'Trailer name');
      validateHeaderValue(name, value);
      this.#trailers.push(name, String(value));
    }
  }

  /** Sends the head now, without waiting for the body. */
  flushHeaders(): void {
    if (!this.headersSent) this.writeImplicitHead();
    this.#sendHead();
  }

  setTimeout(timeoutMs: number, callback?: () => void): this {
    if (callback !== undefined) this.on('timeout', callback);
    this.socket?.setTimeout(timeoutMs);
    return this;
  }

  override write(...args: unknown[]): boolean {
    args[0] = encoded(args[0], args[1]);
    const [chunk, encoding] = args;
    const refused = this.#refusal('write');
    if (refused !== null) {
      const told = args.find((arg) => typeof arg === 'function') as Told | undefined;
      const isQuiet = this.destroyed;
      nextTick(() => {
        told?.(refused);
        if (!isQuiet) this.emit('error', refused);
      });
      return false;
    }
    if (!isChunk(chunk) && chunk !== null) {
      const expected = 'of type string or an instance of Buffer or Uint8Array';
      throw invalidArgument('chunk', expected, chunk);
    }
    if (isChunk(chunk)) {
      if (!this.headersSent) this.writeImplicitHead();
      const bytes = this.#sentBytes + lengthOf(chunk, encoding);
      if (this.#isStrict && bytes > (this.#head?.promisedBytes ?? 0)) throw this.#mismatch(bytes);
    }
    return super.write(...(args as Parameters<Writable['write']>));
  }

  override end(...args: unknown[]): this {
    const callback = takeCallback(args);
    if (args.length > 0) args[0] = encoded(args[0], args[1]);
    const [chunk, encoding] = args;
    const hasChunk = isChunk(chunk) && chunk.length > 0;
    if (this.writableEnded) {
      if (hasChunk) this.write(chunk, encoding, callback);
      else if (callback !== undefined) this.#tellEndedAlready(callback);
      return this;
    }
    if (!this.headersSent && !this.destroyed) {
      this.knownBytes = hasChunk ? lengthOf(chunk, encoding) : 0;
      this.writeImplicitHead();
    }
    const bytes = this.#sentBytes + (hasChunk ? lengthOf(chunk, encoding) : 0);
    if (this.#isStrict && bytes !== this.#head?.promisedBytes) throw this.#mismatch(bytes);
    // As in Node, the callback is one more listener of `finish`, after those that are there.
    if (callback !== undefined) this.once('finish', callback);
    super.end(...((this.destroyed ? [] : args) as Parameters<Writable['end']>));
    return this;
  }

  #refusal(verb: string): Error | null {
    if (this.writableEnded)
      return nodeError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end');
    if (!this.destroyed) return null;
    const message = `Cannot call ${verb} after a stream was destroyed`;
    return nodeError(Error, 'ERR_STREAM_DESTROYED', message);
  }

  #tellEndedAlready(callback: Told): void {
    if (!this.#isFinished) {
      this.once('finish', callback);
      return;
    }
    const message = 'Cannot call end after a stream was finished';
    callback(nodeError(Error, 'ERR_STREAM_ALREADY_FINISHED', message));
  }

  /** A body of another length than its header says is then an error of whoever writes it. */
  get #isStrict(): boolean {
    return this.strictContentLength && this.hasBody && (this.#head?.promisedBytes ?? null) !== null;
  }

  #mismatch(bytes: number): Error {
    const promised = this.#head?.promisedBytes;
    const message =
      `Response body's content-length of ${bytes} byte(s) does not match the content-length ` +
      `of ${promised} byte(s) set in header`;
    return nodeError(Error, 'ERR_HTTP_CONTENT_LENGTH_MISMATCH', message);
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    if (!this.hasBody) {
      done();
      return;
    }
    this.#sendHead();
    this.#sentBytes += chunk.length;
    this.#sendBody(chunk, done);
  }

  override _final(done: () => void): void {
    this.#sendHead();
    if (!this.fallsShort) this.#sink?.send({ kind: 'end', trailers: this.#trailers });
    const finish = () => {
      this.#isFinished = true;
      done();
    };
    // Not finished as long as all of it only waits for a connection.
    if (this.#sink instanceof DeferredSink) this.#sink.whenOpen(finish);
    else finish();
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
    if (bytes.length <= MAX_FRAME_BYTES) {
      sink.send({ kind: 'body', bytes });
      sink.whenOpen(done);
      return;
    }
    sink.send({ kind: 'body', bytes: bytes.subarray(0, MAX_FRAME_BYTES) });
    sink.whenOpen(() => this.#sendBody(bytes.subarray(MAX_FRAME_BYTES), done));
  }
}

type Told = (error?: Error) => void;

/** Takes the first function out of the arguments. */
function takeCallback(args: unknown[]): Told | undefined {
  for (let at = 0; at < args.length; at++) {
    if (typeof args[at] === 'function') return args.splice(at, 1)[0] as Told;
  }
  return undefined;
}

/** Text as its bytes, where it is UTF-8: its length is asked for more than once. */
function encoded(chunk: unknown, encoding: unknown): unknown {
  const isUtf8 = typeof encoding !== 'string' || encoding === 'utf8';
  return typeof chunk === 'string' && isUtf8 ? textBuffer(chunk) : chunk;
}

function lengthOf(chunk: string | Uint8Array, encoding: unknown): number {
  const named = typeof encoding === 'string' ? (encoding as BufferEncoding) : undefined;
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, named) : chunk.length;
}

function isChunk(chunk: unknown): chunk is string | Uint8Array {
  return typeof chunk === 'string' || chunk instanceof Uint8Array;
}
