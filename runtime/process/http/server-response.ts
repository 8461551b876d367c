import { Writable } from 'readable-stream';
import { nodeError } from '../errors/node-error.ts';
import type { FrameSink } from './deferred-sink.ts';
import { checkReason, joinedHeader } from './header-rules.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { completeHead, isClose } from './message-head.ts';
import { headerPairs, headersSentError } from './outgoing-headers.ts';
import { OutgoingMessage } from './outgoing-message.ts';
import type { Socket } from './socket.ts';
import { STATUS_CODES } from './status.ts';

/** What its connection grants a response. */
export interface ConnectionTurn {
  readonly keepAliveTimeoutMs: number;
  /** Requests that one connection may carry; 0 for any number. */
  readonly maxRequests: number;
  /** It is the last of these. */
  readonly isLast: boolean;
}

const { get: destroyed } = Object.getOwnPropertyDescriptor(
  Writable.prototype,
  'destroyed',
) as PropertyDescriptor & { readonly get: () => boolean };

/** As streams have it. By the getter itself: V8 is slow to read one for another object. */
function isDestroyed(response: ServerResponse): boolean {
  return Reflect.apply(destroyed, response, []);
}

/** http.ServerResponse. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserverresponse */
export class ServerResponse extends OutgoingMessage {
  readonly req: IncomingMessage;
  statusCode = 200;
  statusMessage: string | undefined;
  readonly #sink: FrameSink;
  readonly #turn: ConnectionTurn;
  #broken = false;

  static {
    // From the call of `destroy` on, and not only once the connection is gone.
    Object.defineProperty(ServerResponse.prototype, 'destroyed', {
      get(this: ServerResponse) {
        return this.#broken || isDestroyed(this);
      },
    });
  }

  constructor(req: IncomingMessage, sink: FrameSink, socket: Socket, turn: ConnectionTurn) {
    super(sink, socket);
    this.req = req;
    this.#sink = sink;
    this.#turn = turn;
    this.hasBody = req.method !== 'HEAD';
    this.shouldKeepAlive = !isClose(joinedHeader(req.rawHeaders, 'connection'));
  }

  /** `writeHead(status, headers?)` or `writeHead(status, message, headers?)`. */
  writeHead(statusCode: number, second?: unknown, third?: unknown): this {
    if (this.headersSent) throw headersSentError('write');
    const status = Math.trunc(Number(statusCode));
    if (!(status >= 100 && status <= 999)) {
      const message = `Invalid status code: ${statusCode}`;
      throw nodeError(RangeError, 'ERR_HTTP_INVALID_STATUS_CODE', message);
    }
    const [reason, given] =
      typeof second === 'string' ? [second, third] : [undefined, third ?? second];
    this.statusCode = status;
    this.statusMessage = reason ?? this.statusMessage ?? STATUS_CODES[status] ?? 'unknown';
    checkReason(this.statusMessage);
    this.#takeHeaders(given);
    if (status === 204 || status === 304 || status < 200) this.hasBody = false;
    const head = completeHead(this.outgoing, {
      hasBody: this.hasBody,
      usesChunks: true,
      knownBytes: this.knownBytes,
      sendDate: this.sendDate,
      keepAlive: this.shouldKeepAlive,
      keepAliveHint: this.#keepAliveHint(),
      isLast: this.#turn.isLast,
    });
    const { statusMessage } = this;
    this.storeHead(head, { kind: 'response', status, reason: statusMessage, headers: head.raw });
    return this;
  }

  #keepAliveHint(): string | null {
    const { keepAliveTimeoutMs, maxRequests } = this.#turn;
    if (keepAliveTimeoutMs <= 0) return null;
    const max = maxRequests > 0 ? `, max=${maxRequests}` : '';
    return `timeout=${Math.floor(keepAliveTimeoutMs / 1000)}${max}`;
  }

  /** Later values replace earlier ones; but a flat list that is all there is stays as it is. */
  #takeHeaders(given: unknown): void {
    if (given === undefined || given === null) return;
    if (Array.isArray(given) && this.outgoing.size === 0) {
      this.outgoing.setList(headerPairs(given));
      return;
    }
    const seen = new Set<string>();
    for (const [name, value] of headerPairs(given)) {
      const key = String(name).toLowerCase();
      if (Array.isArray(given) && seen.has(key)) this.outgoing.append(name, value);
      else this.outgoing.set(name, value);
      seen.add(key);
    }
  }

  protected override writeImplicitHead(): void {
    this.writeHead(this.statusCode);
  }

  writeContinue(): void {
    this.#sendInterim(100, []);
  }

  writeProcessing(): void {
    this.#sendInterim(102, []);
  }

  writeEarlyHints(hints: Record<string, string | string[]>): void {
    const headers = Object.entries(hints).flatMap(([name, value]) => [
      name === 'link' ? 'Link' : name,
      Array.isArray(value) ? value.join(', ') : value,
    ]);
    this.#sendInterim(103, headers);
  }

  #sendInterim(status: number, headers: readonly string[]): void {
    const reason = STATUS_CODES[status] ?? '';
    this.#sink.send({ kind: 'response', status, reason, headers });
  }

  /** Breaks the connection: a half-written answer must not look like a whole one. */
  override destroy(error?: Error): this {
    const { socket } = this;
    this.#broken = true;
    if (socket !== null && !socket.destroyed) socket.destroy(error);
    else this.letGo();
    return this;
  }

  /** The connection is no longer this response's: it is finished, or the connection is gone. */
  letGo(): void {
    if (isDestroyed(this)) return;
    this.disconnect();
    super.destroy();
  }

  /** Nothing can follow it on its connection. */
  get closesConnection(): boolean {
    return (this.head?.last ?? false) || (this.lengthWasWrong && !this.fallsShort);
  }
}
