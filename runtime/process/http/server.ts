import { host } from '../current.ts';
import { nodeError } from '../errors/node-error.ts';
import { madeAt } from '../errors/stack.ts';
import { systemError } from '../errors/system-error.ts';
import { EventEmitter } from '../events/index.ts';
import type { HostConnection, HostListener } from '../host.ts';
import { enter, nextTick, openHandle } from '../loop.ts';
import { setImmediate } from '../timers/index.ts';
import { joinedHeader } from './header-rules.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { readListenArguments } from './listen-arguments.ts';
import { type ConnectionOwner, ServerConnection } from './server-connection.ts';
import type { ServerResponse } from './server-response.ts';
import type { Socket } from './socket.ts';

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

type State =
  | { readonly is: 'closed' }
  | {
      readonly is: 'opening' | 'listening';
      readonly listener: HostListener;
      readonly port: number;
    };

const EVERY_ADDRESS = '::';
const LOOPBACK = '127.0.0.1';

/** http.Server. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserver */
export class Server extends EventEmitter {
  /** Milliseconds that an idle connection may wait for its next request; 0: for ever. */
  keepAliveTimeout = 5000;
  requestTimeout = 300_000;
  headersTimeout = 60_000;
  timeout = 0;
  maxHeadersCount: number | null = null;
  maxRequestsPerSocket = 0;
  /** Connections beyond so many are closed as they come, with a `drop` event. */
  maxConnections: number | undefined = undefined;
  #state: State = { is: 'closed' };
  #host: string | undefined;
  #release: (() => void) | null = null;
  #referenced = true;
  /** True from `close` until its event: connections may outlast the listening. */
  #closing = false;
  readonly #connections = new Set<ServerConnection>();
  /** The same for all connections. */
  readonly #owner: ConnectionOwner = this.#makeOwner();

  constructor(options?: ServerOptions | RequestListener, listener?: RequestListener) {
    super();
    const onRequest = typeof options === 'function' ? options : listener;
    if (options !== undefined && typeof options === 'object') {
      this.keepAliveTimeout = options.keepAliveTimeout ?? this.keepAliveTimeout;
      this.requestTimeout = options.requestTimeout ?? this.requestTimeout;
      this.headersTimeout = options.headersTimeout ?? this.headersTimeout;
    }
    if (onRequest !== undefined) this.on('request', onRequest);
  }

  get listening(): boolean {
    return this.#state.is !== 'closed';
  }

  /** See `readListenArguments` for the forms. Emits `listening`, or `error` with EADDRINUSE. */
  listen(...args: unknown[]): this {
    const request = readListenArguments(args);
    if (this.#state.is !== 'closed') {
      const message = 'Listen method has been called more than once without closing.';
      throw nodeError(Error, 'ERR_SERVER_ALREADY_LISTEN', message);
    }
    if (request.callback !== undefined) this.once('listening', request.callback);
    request.signal?.addEventListener('abort', () => this.close(), { once: true });
    this.#host = request.host;
    if (this.#referenced) this.#release = openHandle();
    const listener = host.network.listen(
      request.port,
      (result) => enter(() => this.#opened(listener, request.port, result)),
      (connection) => this.#accept(connection),
    );
    this.#state = { is: 'opening', listener, port: request.port };
    return this;
  }

  #opened(
    listener: HostListener,
    askedPort: number,
    result: { port: number } | { code: string },
  ): void {
    if (this.#state.is === 'closed' || this.#state.listener !== listener) return;
    if ('port' in result) {
      this.#state = { is: 'listening', listener, port: result.port };
      this.emit('listening');
      return;
    }
    this.#state = { is: 'closed' };
    this.#unhold();
    const address = this.#host ?? EVERY_ADDRESS;
    const error = systemError(result.code, 'listen', { address, port: askedPort });
    this.emit('error', madeAt(error, 'Server.setupListenHandle [as _listen2] (node:net:1908:16)'));
  }

  #accept(connection: HostConnection): void {
    if (this.maxConnections && this.#connections.size >= this.maxConnections) {
      this.#drop(connection);
      return;
    }
    const accepted = new ServerConnection(this.#owner, connection);
    this.#connections.add(accepted);
    if (this.timeout > 0) accepted.socket.setTimeout(this.timeout);
    enter(() => this.emit('connection', accepted.socket));
  }

  #makeOwner(): ConnectionOwner {
    return {
      // Itself, and no getters: V8 puts accessors among its old objects, and all that they lead to.
      limits: this,
      handle: (request, response) => this.#handle(request, response),
      clientError: (error, socket) => this.emit('clientError', error, socket),
      timedOut: (socket) => this.emit('timeout', socket),
      gone: (gone) => {
        this.#connections.delete(gone);
        this.#finishClosing();
      },
    };
  }

  #drop(connection: HostConnection): void {
    const { localPort, remotePort } = connection;
    const near = { localAddress: LOOPBACK, localPort, localFamily: 'IPv4' };
    const far = { remoteAddress: LOOPBACK, remotePort, remoteFamily: 'IPv4' };
    connection.receive({ frame: () => {}, ended: () => {}, reset: () => {} });
    connection.end();
    enter(() => this.emit('drop', { ...near, ...far }));
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const expect = joinedHeader(request.rawHeaders, 'expect');
    if (expect === undefined) {
      this.emit('request', request, response);
    } else if (!/(?:^|\W)100-continue(?:$|\W)/i.test(expect)) {
      if (!this.emit('checkExpectation', request, response)) response.writeHead(417).end();
    } else if (!this.emit('checkContinue', request, response)) {
      response.writeContinue();
      this.emit('request', request, response);
    }
  }

  address(): { address: string; family: string; port: number } | null {
    if (this.#state.is === 'closed') return null;
    const address = this.#host === 'localhost' ? '127.0.0.1' : (this.#host ?? EVERY_ADDRESS);
    const family = address.includes(':') ? 'IPv6' : 'IPv4';
    return { address, family, port: this.#state.port };
  }

  /** Takes no new connections and ends idle ones; `close` is emitted when the last one is gone. */
  close(callback?: (error?: Error) => void): this {
    if (this.#state.is === 'closed') {
      const error = nodeError(Error, 'ERR_SERVER_NOT_RUNNING', 'Server is not running.');
      if (callback !== undefined) nextTick(() => callback(error));
      return this;
    }
    if (callback !== undefined) this.once('close', callback);
    this.#state.listener.close();
    this.#state = { is: 'closed' };
    this.#closing = true;
    this.closeIdleConnections();
    this.#finishClosing();
    return this;
  }

  #finishClosing(): void {
    if (!this.#closing || this.#connections.size > 0) return;
    this.#closing = false;
    setImmediate(() => this.emit('close'));
    this.#unhold();
  }

  closeIdleConnections(): void {
    for (const connection of this.#connections) if (connection.idle) connection.socket.end();
  }

  closeAllConnections(): void {
    for (const connection of this.#connections) connection.socket.destroy();
  }

  getConnections(callback: (error: null, count: number) => void): this {
    nextTick(() => callback(null, this.#connections.size));
    return this;
  }

  setTimeout(timeoutMs: number, callback?: (socket: Socket) => void): this {
    this.timeout = timeoutMs;
    if (callback !== undefined) this.on('timeout', callback);
    return this;
  }

  ref(): this {
    this.#referenced = true;
    if (this.listening) this.#release ??= openHandle();
    return this;
  }

  unref(): this {
    this.#referenced = false;
    this.#unhold();
    return this;
  }

  #unhold(): void {
    this.#release?.();
    this.#release = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.close(resolve));
  }
}

export interface ServerOptions {
  readonly keepAliveTimeout?: number;
  readonly requestTimeout?: number;
  readonly headersTimeout?: number;
  /** Taken, and not needed: a request's time is up when it is up, and not at the next look. */
  readonly connectionsCheckingInterval?: number;
}
