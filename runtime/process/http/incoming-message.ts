import { Readable } from 'readable-stream';
import { asBuffer } from '../buffer/quick.ts';
import { nextTick } from '../loop.ts';
import { distinctHeaders, joinHeaders, type ReceivedHeaders } from './header-rules.ts';
import { abortedError, type Socket } from './socket.ts';

/** The way back to the sender: it may send as many body bytes more. */
export type GiveCredit = (bytes: number) => void;

/** http.IncomingMessage: a request as the server sees it, an answer as the client does. */
export class IncomingMessage extends Readable {
  readonly httpVersion = '1.1';
  readonly httpVersionMajor = 1;
  readonly httpVersionMinor = 1;
  /** Of a request; null of an answer. */
  method: string | null = null;
  url = '';
  /** Of an answer; null of a request. */
  statusCode: number | null = null;
  statusMessage: string | null = null;
  /** What an answer is to. */
  req: object | undefined;
  readonly socket: Socket;
  readonly rawHeaders: readonly string[];
  rawTrailers: readonly string[] = [];
  complete = false;
  aborted = false;
  readonly #giveCredit: GiveCredit;
  #takenBytes = 0;
  #consumed = false;
  #dumped = false;
  #headers: ReceivedHeaders | null = null;
  #distinct: Record<string, string[]> | null = null;

  constructor(socket: Socket, rawHeaders: readonly string[], giveCredit: GiveCredit) {
    super();
    this.socket = socket;
    this.rawHeaders = rawHeaders;
    this.#giveCredit = giveCredit;
  }

  get connection(): Socket {
    return this.socket;
  }

  get headers(): ReceivedHeaders {
    this.#headers ??= joinHeaders(this.rawHeaders);
    return this.#headers;
  }

  get headersDistinct(): Record<string, string[]> {
    this.#distinct ??= distinctHeaders(this.rawHeaders);
    return this.#distinct;
  }

  /** Filled when the body has ended; always the same object. */
  readonly trailers: ReceivedHeaders = {};

  get trailersDistinct(): Record<string, string[]> {
    return distinctHeaders(this.rawTrailers);
  }

  setTimeout(timeoutMs: number, callback?: () => void): this {
    if (callback !== undefined) this.on('timeout', callback);
    this.socket.setTimeout(timeoutMs);
    return this;
  }

  /** A piece of the body arrived; the bytes are the message's from now on. */
  receive(bytes: Uint8Array): void {
    if (this.#dumped || this.destroyed) {
      this.#giveCredit(bytes.length);
      return;
    }
    this.#takenBytes += bytes.length;
    this.push(asBuffer(bytes));
  }

  /** The message is whole. */
  receiveEnd(trailers: readonly string[]): void {
    this.rawTrailers = trailers;
    if (trailers.length > 0) Object.assign(this.trailers, joinHeaders(trailers));
    this.complete = true;
    // What nobody has read yet is in memory, and whoever comes next needs all the room there is.
    this.#creditTaken();
    this.push(null);
  }

  /** The connection broke while this message was in hand. */
  abort(): void {
    this.destroy(abortedError());
  }

  /** The answer is out: unless somebody reads the rest, let the sender finish all the same. */
  dumpUnlessRead(): void {
    if (!this.#consumed) this.dump();
  }

  /** Nobody wants the body: it is taken and thrown away. */
  dump(): void {
    if (this.#dumped) return;
    this.#dumped = true;
    this.removeAllListeners('data');
    this.resume();
  }

  override _read(): void {
    this.#consumed = true;
    this.#creditTaken();
  }

  #creditTaken(): void {
    if (this.#takenBytes === 0) return;
    const bytes = this.#takenBytes;
    this.#takenBytes = 0;
    this.#giveCredit(bytes);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.readableEnded || !this.complete) {
      this.aborted = true;
      this.emit('aborted');
      this.socket.destroy(error ?? undefined);
    }
    // As in Node, a broken request is no uncaught error when nobody listens for it.
    const told = this.listenerCount('error') > 0 ? error : null;
    nextTick(() => done(told));
  }
}
