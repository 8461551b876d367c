import { Connection, type Endpoint } from './connection.ts';
import type { Exchange } from './exchange.ts';

/**
 * The connections that fetch keeps, by origin. An exchange takes the first that is idle, or a new
 * one: there is no limit, as in Node. What fails is not tried again, even on a connection that the
 * other end had just given up: undici does not either.
 */
export class Pool {
  readonly #connections = new Map<string, Connection[]>();

  run(endpoint: Endpoint, exchange: Exchange): void {
    const origin = `${endpoint.hostname}:${endpoint.port}`;
    const known = this.#connections.get(origin) ?? [];
    const idle = known.find((connection) => connection.isIdle);
    if (idle !== undefined) {
      idle.carry(exchange);
      return;
    }
    this.#connections.set(origin, known);
    known.push(new Connection(endpoint, exchange, (closed) => this.#forget(origin, closed)));
  }

  #forget(origin: string, closed: Connection): void {
    const known = this.#connections.get(origin) ?? [];
    const index = known.indexOf(closed);
    if (index >= 0) known.splice(index, 1);
    if (known.length === 0) this.#connections.delete(origin);
  }
}
