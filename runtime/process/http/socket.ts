import { NotAvailableError } from '../errors/not-available.ts';
import { madeAt } from '../errors/stack.ts';
import { EventEmitter } from '../events/index.ts';
import type { HostConnection } from '../host.ts';
import { later } from '../later.ts';
import { nextTick } from '../loop.ts';
import { clearTimeout, setTimeout, type Timeout } from '../timers/index.ts';

const LOOPBACK = '127.0.0.1';

/**
 * What `request.socket` is: the connection's addresses, its end and its timeout. The bytes
 * themselves are not there, for messages cross this network whole.
 */
export class Socket extends EventEmitter {
  readonly encrypted = false;
  destroyed = false;
  timeout = 0;
  #connection: HostConnection | null;
  #idle: Timeout | null = null;
  /** Set by the owner: what went wrong, before the connection is gone. */
  onError: (error: Error) => void = () => {};
  /** Set by the owner: the connection is gone, and whoever used it must be told. */
  onClosed: () => void = () => {};

  /** `connection` is null as long as it is being made. */
  constructor(connection: HostConnection | null) {
    super();
    this.#connection = connection;
  }

  protected get connection(): HostConnection | null {
    return this.#connection;
  }

  /** The connection has been made. */
  protected connected(connection: HostConnection): void {
    this.#connection = connection;
  }

  get connecting(): boolean {
    return this.#connection === null && !this.destroyed;
  }

  get pending(): boolean {
    return this.#connection === null;
  }

  get remoteAddress(): string | undefined {
    return this.#connection === null ? undefined : LOOPBACK;
  }

  get remoteFamily(): string | undefined {
    return this.#connection === null ? undefined : 'IPv4';
  }

  get remotePort(): number | undefined {
    return this.#connection?.remotePort;
  }

  get localAddress(): string | undefined {
    return this.#connection === null ? undefined : LOOPBACK;
  }

  get localFamily(): string | undefined {
    return this.#connection === null ? undefined : 'IPv4';
  }

  get localPort(): number | undefined {
    return this.#connection?.localPort;
  }

  get readable(): boolean {
    return !this.destroyed;
  }

  get writable(): boolean {
    return !this.destroyed;
  }

  get readyState(): string {
    if (this.connecting) return 'opening';
    return this.destroyed ? 'closed' : 'open';
  }

  address() {
    if (this.#connection === null) return {};
    return { address: this.localAddress, family: this.localFamily, port: this.localPort };
  }

  /** Closes the connection, in whatever it is doing: the other end sees that it has ended. */
  destroy(error?: Error | null): this {
    if (this.destroyed) return this;
    this.#connection?.end();
    this.closed(error ?? undefined);
    return this;
  }

  /** Breaks the connection: the other end sees ECONNRESET. */
  resetAndDestroy(): this {
    if (this.destroyed) return this;
    this.#connection?.reset();
    this.closed();
    return this;
  }

  end(data?: unknown): this {
    if (data !== undefined && typeof data !== 'function') this.write();
    return this.destroy();
  }

  destroySoon(): void {
    this.destroy();
  }

  /** The connection is over, whoever ended it: first its error is told, then, in a turn, its end. */
  closed(error?: Error): void {
    if (this.destroyed) return;
    this.destroyed = true;
    clearTimeout(this.#idle);
    if (error !== undefined) {
      nextTick(() => {
        this.onError(error);
        if (this.listenerCount('error') > 0) this.emit('error', error);
      });
    }
    later(() => {
      this.onClosed();
      this.emit('close', error !== undefined);
    });
  }

  /** Emits `timeout` when nothing crosses the connection for so long; 0 turns it off. */
  setTimeout(timeoutMs: number, callback?: () => void): this {
    this.timeout = timeoutMs;
    clearTimeout(this.#idle);
    this.#idle = null;
    if (callback !== undefined) {
      if (timeoutMs === 0) this.removeListener('timeout', callback);
      else this.once('timeout', callback);
    }
    if (timeoutMs > 0 && !this.destroyed) {
      this.#idle = setTimeout(() => this.emit('timeout'), timeoutMs).unref();
    }
    return this;
  }

  /** Something crossed the connection: the idle time starts anew. */
  active(): void {
    this.#idle?.refresh();
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  write(): never {
    throw new NotAvailableError('socket.write', 'Write to the request or the response instead.');
  }
}

/** What a message's reader is told when its connection broke: Node's `aborted`. */
export function abortedError(): Error {
  const error = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  return madeAt(error, 'Socket.socketCloseListener (node:_http_client:464:19)');
}

/** What a client is told when the connection ended before there was an answer. */
export function hangUpError(): Error {
  const error = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  return madeAt(error, 'Socket.socketOnEnd (node:_http_client:528:25)');
}
