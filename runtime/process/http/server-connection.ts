import { nodeError } from '../errors/node-error.ts';
import type { Frame, FrameHandler, HostConnection } from '../host.ts';
import { enter, openHandle } from '../loop.ts';
import { clearTimeout, setTimeout, type Timeout } from '../timers/index.ts';
import type { FrameSink } from './deferred-sink.ts';
import { joinedHeader } from './header-rules.ts';
import { type GiveCredit, IncomingMessage } from './incoming-message.ts';
import { ReceiveWindow } from './receive-window.ts';
import { SendWindow } from './send-window.ts';
import { ServerResponse } from './server-response.ts';
import { abortedError, Socket } from './socket.ts';

/** What a connection asks of its server. */
export interface ConnectionOwner {
  /** Looked at anew for each request, since programs may change them. */
  readonly limits: ConnectionLimits;
  handle(request: IncomingMessage, response: ServerResponse): void;
  timedOut(socket: Socket): boolean;
  /** A client did not keep to the rules; false when nobody takes care of it. */
  clientError(error: Error, socket: Socket): boolean;
  /** The connection is over. */
  gone(connection: ServerConnection): void;
}

export interface ConnectionLimits {
  readonly keepAliveTimeout: number;
  readonly maxRequestsPerSocket: number;
  /** Milliseconds that a request may take to come whole; 0: for ever. */
  readonly requestTimeout: number;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** One connection to a server: requests one after the other, each answered before the next. */
export class ServerConnection implements FrameHandler, FrameSink {
  readonly socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #connection: HostConnection;
  readonly #window = new SendWindow();
  readonly #taken = new ReceiveWindow();
  readonly #release = openHandle();
  readonly #giveCredit: GiveCredit;
  #requestCount = 0;
  #exchange: Exchange | null = null;
  /** The request whose body is still coming; it may have been answered already. */
  #arriving: IncomingMessage | null = null;
  /** Frames of requests that came before the one in hand was answered. */
  #held: Frame[] = [];
  /** How long the next request may take to come. */
  #patience: Timeout | null = null;
  /** How long the request in hand may take to come whole. */
  #deadline: Timeout | null = null;

  constructor(owner: ConnectionOwner, connection: HostConnection) {
    this.#owner = owner;
    this.#connection = connection;
    this.socket = new Socket(connection);
    // Named first: V8 puts a function that is written right into a property among its old objects.
    const over = () => this.#over();
    this.socket.onClosed = over;
    this.socket.on('timeout', () => this.#timedOut());
    const giveCredit = (bytes: number) => {
      if (!this.socket.destroyed) this.#taken.took(bytes, this.#connection);
    };
    this.#giveCredit = giveCredit;
    connection.receive(this);
  }

  frame(frame: Frame): void {
    enter(() => this.#receive(frame));
  }

  ended(): void {
    enter(() => this.socket.closed());
  }

  reset(): void {
    enter(() => this.socket.closed(abortedError()));
  }

  /** Its responses are sent here, one after the other. */
  send(frame: Frame): void {
    this.socket.active();
    if (frame.kind === 'body') this.#window.spend(frame.bytes.length);
    this.#connection.send(frame);
  }

  whenOpen(run: () => void): void {
    this.#window.whenOpen(run);
  }

  #receive(frame: Frame): void {
    this.socket.active();
    if (frame.kind === 'credit') {
      this.#window.refill(frame.bytes);
      return;
    }
    const inTurn = frame.kind === 'request' ? this.idle : this.#arriving !== null;
    if (!inTurn || this.#held.length > 0) this.#held.push(frame);
    else if (frame.kind === 'request') this.#begin(frame);
    else if (frame.kind === 'body') this.#arriving?.receive(frame.bytes);
    else if (frame.kind === 'end') this.#arrived(frame.trailers);
  }

  #begin(frame: Frame & { kind: 'request' }): void {
    clearTimeout(this.#patience);
    const request = new IncomingMessage(this.socket, frame.headers, this.#giveCredit);
    request.method = frame.method;
    request.url = frame.target;
    this.#requestCount += 1;
    const { limits } = this.#owner;
    const { keepAliveTimeout, maxRequestsPerSocket: maxRequests, requestTimeout } = limits;
    const response = new ServerResponse(request, this, this.socket, {
      keepAliveTimeoutMs: keepAliveTimeout,
      maxRequests,
      isLast: maxRequests > 0 && this.#requestCount >= maxRequests,
    });
    const exchange = { request, response };
    this.#exchange = exchange;
    this.#arriving = request;
    if (requestTimeout > 0 && announcesBody(request)) {
      this.#deadline = setTimeout(() => this.#tooLate(), requestTimeout).unref();
    }
    response.once('finish', () => this.#answered(exchange));
    this.#owner.handle(request, response);
  }

  #arrived(trailers: readonly string[]): void {
    const request = this.#arriving;
    this.#arriving = null;
    clearTimeout(this.#deadline);
    request?.receiveEnd(trailers);
    if (this.idle) this.#waitForNext();
  }

  /** The response has been handed over whole. */
  #answered({ request, response }: Exchange): void {
    request.dumpUnlessRead();
    response.letGo();
    this.#exchange = null;
    if (response.closesConnection) this.socket.end();
    else if (this.idle) this.#waitForNext();
  }

  /** No request is arriving and none waits for its answer. */
  get idle(): boolean {
    return this.#exchange === null && this.#arriving === null;
  }

  #waitForNext(): void {
    const { keepAliveTimeout } = this.#owner.limits;
    if (keepAliveTimeout > 0) {
      this.#patience = setTimeout(() => this.socket.end(), keepAliveTimeout).unref();
    }
    const held = this.#held;
    this.#held = [];
    for (const frame of held) this.#receive(frame);
  }

  #timedOut(): void {
    const exchange = this.#exchange;
    const heard =
      exchange !== null &&
      [exchange.request, exchange.response].some((message) => message.emit('timeout', this.socket));
    if (!this.#owner.timedOut(this.socket) && !heard) this.socket.destroy();
  }

  /** The rest of a body has not come. https://nodejs.org/docs/latest-v20.x/api/http.html#serverrequesttimeout */
  #tooLate(): void {
    const error = nodeError(Error, 'ERR_HTTP_REQUEST_TIMEOUT', 'Request timeout');
    if (this.#owner.clientError(error, this.socket)) return;
    if (this.#exchange !== null && !this.#exchange.response.headersSent) {
      const headers = ['Connection', 'close'];
      this.#connection.send({ kind: 'response', status: 408, reason: 'Request Timeout', headers });
      this.#connection.send({ kind: 'end', trailers: [] });
    }
    this.socket.destroy();
  }

  #over(): void {
    clearTimeout(this.#patience);
    clearTimeout(this.#deadline);
    this.#release();
    const request = this.#exchange?.request ?? this.#arriving;
    const response = this.#exchange?.response;
    this.#exchange = null;
    this.#arriving = null;
    this.#owner.gone(this);
    request?.abort();
    response?.letGo();
  }
}

function announcesBody({ rawHeaders }: IncomingMessage): boolean {
  if (joinedHeader(rawHeaders, 'transfer-encoding') !== undefined) return true;
  return Number(joinedHeader(rawHeaders, 'content-length') ?? 0) > 0;
}
