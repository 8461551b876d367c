import type { Body, ByteReader } from '../body/body.ts';
import { toBytes } from '../body/extract.ts';
import { RequestContentLengthMismatchError } from './errors.ts';
import type { Wire } from './wire.ts';

/** A request as it goes over a connection. */
export interface Outgoing {
  readonly method: string;
  readonly target: string;
  /** Raw pairs, without Content-Length and Transfer-Encoding. */
  readonly headers: readonly string[];
  /** The length that the program or the body gave; null when it is not known. */
  readonly lengthBytes: number | null;
  readonly body: Body | null;
}

/** Bytes that go into one frame at most. */
const FRAME_BYTES = 64 * 1024;

const EXPECTS_BODY = ['PUT', 'POST', 'PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH'];

/** Sends one request: the head with the first bytes of its body, as undici does, then the rest. */
export class Sender {
  readonly #outgoing: Outgoing;
  readonly #wire: Wire;
  #reader: ByteReader | null = null;
  #sentBytes = 0;
  #headSent = false;
  #finished = false;
  #stopped = false;

  constructor(outgoing: Outgoing, wire: Wire) {
    this.#outgoing = outgoing;
    this.#wire = wire;
  }

  /**
   * Resolves when all is sent, at once when the body fits into the window. Rejects when the body
   * fails or has not the length that was declared.
   */
  async send(): Promise<void> {
    const { body } = this.#outgoing;
    if (body === null) return this.#finish();
    if (body.bytes !== null && body.bytes.length <= Math.min(FRAME_BYTES, this.#wire.roomBytes)) {
      body.take();
      if (body.bytes.length > 0) this.#write(body.bytes.slice());
      return this.#finish();
    }
    this.#reader = body.open();
    for (;;) {
      const piece = await this.#reader.pull();
      if (this.#stopped) return;
      if (piece === null) return this.#finish();
      await this.#writeAll(toBytes(piece));
    }
  }

  /** Nothing more is sent: the answer came first, or there is nobody to send to. */
  stop(reason: unknown): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#wire.wake();
    if (this.#reader === null) this.#outgoing.body?.cancel(reason);
    else this.#reader.cancel(reason);
  }

  /** Whether all is sent. */
  get isDone(): boolean {
    return this.#finished;
  }

  async #writeAll(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let position = 0; position < bytes.length && !this.#stopped; ) {
      const roomBytes = Math.min(FRAME_BYTES, this.#wire.roomBytes);
      if (roomBytes <= 0) {
        await this.#wire.room();
        continue;
      }
      // A frame's bytes in memory of their own: a view would take the whole along.
      const piece = bytes.slice(position, position + roomBytes);
      this.#write(piece);
      position += piece.length;
    }
  }

  #write(bytes: Uint8Array<ArrayBuffer>): void {
    const { lengthBytes } = this.#outgoing;
    if (lengthBytes !== null && this.#sentBytes + bytes.length > lengthBytes) {
      throw new RequestContentLengthMismatchError();
    }
    if (!this.#headSent) {
      if (lengthBytes === null) this.#sendHead('transfer-encoding', 'chunked');
      else this.#sendHead('content-length', `${lengthBytes}`);
    }
    this.#sentBytes += bytes.length;
    this.#wire.sendBody(bytes);
  }

  #finish(): void {
    const { method, lengthBytes, body } = this.#outgoing;
    if (!this.#headSent) {
      if (EXPECTS_BODY.includes(method)) this.#sendHead('content-length', '0');
      else this.#sendHead();
    }
    if (body !== null && lengthBytes !== null && this.#sentBytes !== lengthBytes) {
      throw new RequestContentLengthMismatchError();
    }
    this.#finished = true;
    this.#wire.connection.send({ kind: 'end', trailers: [] });
  }

  /** With the header that says where the body ends, if there is one. */
  #sendHead(framing?: string, value = ''): void {
    const { method, target, headers: own } = this.#outgoing;
    this.#headSent = true;
    const headers = framing === undefined ? own : [...own, framing, value];
    this.#wire.connection.send({ kind: 'request', method, target, headers });
  }
}
