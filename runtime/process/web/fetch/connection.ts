import { connectError } from '../../errors/connect-error.ts';
import type { Frame, FrameHandler, HostConnection, TimerId } from '../../host.ts';
import { host } from '../host.ts';
import { ConnectTimeoutError } from './errors.ts';
import type { Exchange, Leftover } from './exchange.ts';
import { Wire } from './wire.ts';

/** Where a connection leads. */
export interface Endpoint {
  readonly hostname: string;
  readonly port: number;
}

/** undici gives up earlier than the operating system would. */
const CONNECT_TIMEOUT_MS = 10_000;

type State =
  | { readonly at: 'dialling'; readonly exchange: Exchange }
  | { readonly at: 'idle'; readonly wire: Wire; readonly timer: TimerId }
  | { readonly at: 'busy'; readonly wire: Wire; readonly exchange: Exchange }
  | { readonly at: 'closed' };

/** One connection of the pool. It carries one exchange at a time, as undici's do. */
export class Connection {
  readonly #endpoint: Endpoint;
  readonly #closed: (connection: Connection) => void;
  #state: State;

  /** Dials at once, for this exchange. `closed` is called when it can carry no more. */
  constructor(endpoint: Endpoint, first: Exchange, closed: (connection: Connection) => void) {
    this.#endpoint = endpoint;
    this.#closed = closed;
    this.#state = { at: 'dialling', exchange: first };
    this.#dial(first);
  }

  get isIdle(): boolean {
    return this.#state.at === 'idle';
  }

  /** Carries another exchange; only while it is idle. */
  carry(exchange: Exchange): void {
    if (this.#state.at !== 'idle') return;
    host.timers.clear(this.#state.timer);
    this.#start(this.#state.wire, exchange);
  }

  #dial(exchange: Exchange): void {
    const { hostname, port } = this.#endpoint;
    const fail = (error: Error) => {
      this.#close();
      exchange.fail(error);
    };
    const dial = host.network.connect(
      hostname,
      port,
      (socket) => {
        host.timers.clear(timer);
        const wire = new Wire(socket);
        socket.receive(new Receiver(wire, this));
        host.enter(() => this.#dialled(wire, exchange));
      },
      (code) => {
        host.timers.clear(timer);
        host.enter(() => fail(connectError(code, hostname, port)));
      },
    );
    const timer = host.timers.set(CONNECT_TIMEOUT_MS, () => {
      dial.cancel();
      host.enter(() => fail(new ConnectTimeoutError(hostname, port, CONNECT_TIMEOUT_MS)));
    });
  }

  #dialled(wire: Wire, exchange: Exchange): void {
    if (!exchange.isDone) {
      this.#start(wire, exchange);
      return;
    }
    // Given up while the dial was under way.
    this.#close();
    wire.connection.end();
  }

  /** What has come for the exchange that is under way. */
  frame(frame: Frame): void {
    if (this.#state.at === 'busy') this.#state.exchange.frame(frame);
  }

  #start(wire: Wire, exchange: Exchange): void {
    this.#state = { at: 'busy', wire, exchange };
    exchange.start(wire, (leftover) => this.#free(wire, leftover));
  }

  #free(wire: Wire, leftover: Leftover): void {
    if (this.#state.at !== 'busy') return;
    if (leftover.connection === 'reusable') {
      const timer = host.timers.set(leftover.idleMs, () => {
        this.#close();
        wire.connection.end();
      });
      this.#state = { at: 'idle', wire, timer };
      return;
    }
    this.#close();
    if (leftover.connection === 'finished') wire.connection.end();
    else wire.connection.reset();
  }

  /** The other end is gone: `tell` says so to the exchange that is under way. */
  lost(tell: (exchange: Exchange) => void, halfOpen: HostConnection | null): void {
    const state = this.#state;
    if (state.at === 'idle') host.timers.clear(state.timer);
    this.#close();
    if (state.at === 'busy') tell(state.exchange);
    halfOpen?.end();
  }

  #close(): void {
    if (this.#state.at === 'closed') return;
    this.#state = { at: 'closed' };
    this.#closed(this);
  }
}

/** What the other end of a connection says, each in a turn of its own. */
class Receiver implements FrameHandler {
  readonly #wire: Wire;
  readonly #connection: Connection;

  constructor(wire: Wire, connection: Connection) {
    this.#wire = wire;
    this.#connection = connection;
  }

  frame(frame: Frame): void {
    host.enter(() => {
      if (frame.kind === 'credit') this.#wire.credit(frame.bytes);
      else this.#connection.frame(frame);
    });
  }

  ended(): void {
    const half = this.#wire.connection;
    host.enter(() => this.#connection.lost((exchange) => exchange.ended(), half));
  }

  reset(): void {
    host.enter(() => this.#connection.lost((exchange) => exchange.broken(), null));
  }
}
