import { EventEmitter } from 'events';
import { nodeError } from '../errors/node-error.ts';
import { NotAvailableError } from '../errors/not-available.ts';
import type { HostConnection } from '../host.ts';
import { nextTick } from '../loop.ts';
import { clearTimeout, setTimeout, type Timeout } from '../timers/index.ts';

const LOOPBACK = '127.0.0.1';

/**
 * What `request.socket` is: the connection's addresses, its end and its timeout. The bytes
 * themselves are not there, for messages cross this network whole.
 */
export class Socket extends EventEmitter {
  readonly remoteAddress = LOOPBACK;
  readonly remoteFamily = 'IPv4';
  readonly remotePort: number;
  readonly localAddress = LOOPBACK;
  readonly localFamily = 'IPv4';
  readonly localPort: number;
  readonly encrypted = false;
  destroyed = false;
  timeout = 0;
  readonly #connection: HostConnection;
  #idle: Timeout | null = null;
  /** Set by the owner: the connection is over, and whoever used it must be told. */
  onDestroyed: (error: Error | undefined) => void = () => {};

  constructor(connection: HostConnection) {
    super();
    this.#connection = connection;
    this.remotePort = connection.remotePort;
    this.localPort = connection.localPort;
  }

  get readable(): boolean {
    return !this.destroyed;
  }

  get writable(): boolean {
    return !this.destroyed;
  }

  get readyState(): string {
    return this.destroyed ? 'closed' : 'open';
  }

  address() {
    return { address: this.localAddress, family: this.localFamily, port: this.localPort };
  }

  /** Breaks the connection: the other end sees ECONNRESET. */
  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.#connection.reset();
    this.closed(error);
    return this;
  }

  resetAndDestroy(): this {
    return this.destroy();
  }

  /** Closes the connection in order. */
  end(): this {
    if (this.destroyed) return this;
    this.#connection.end();
    this.closed();
    return this;
  }

  destroySoon(): void {
    this.end();
  }

  /** The connection is over, whoever ended it. */
  closed(error?: Error): void {
    if (this.destroyed) return;
    this.destroyed = true;
    clearTimeout(this.#idle);
    this.onDestroyed(error);
    nextTick(() => {
      if (error !== undefined && this.listenerCount('error') > 0) this.emit('error', error);
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
    throw new NotAvailableError('socket.write', 'Write to the response instead.');
  }
}

/** What a message's reader is told when its connection broke: Node's `aborted`. */
export function abortedError(): Error {
  return nodeError(Error, 'ECONNRESET', 'aborted');
}
