import { host } from '../../current.ts';
import { connectError } from '../../errors/connect-error.ts';
import type { Frame, HostConnection } from '../../host.ts';
import { enter, nextTick, openHandle } from '../../loop.ts';
import { ReceiveWindow } from '../receive-window.ts';
import { SendWindow } from '../send-window.ts';
import { Socket } from '../socket.ts';

/** The request that a connection carries now. */
export interface Carried {
  frame(frame: Frame): void;
  /** The other end closed the connection. */
  ended(): void;
}

export interface Endpoint {
  readonly hostname: string;
  readonly port: number;
}

/** A client's connection, from its dialling on. What is sent before it is made waits. */
export class ClientSocket extends Socket {
  /** Null between two requests. */
  carried: Carried | null = null;
  readonly #window = new SendWindow();
  readonly #taken = new ReceiveWindow();
  #cancelDial: (() => void) | null;
  #unsent: Frame[] = [];
  #waiting: (() => void)[] = [];
  #release: (() => void) | null = openHandle();

  constructor({ hostname, port }: Endpoint) {
    super(null);
    const dial = host.network.connect(
      hostname,
      port,
      (connection) => {
        this.#listen(connection);
        enter(() => this.#dialled(connection));
      },
      (code) => enter(() => this.destroy(connectError(code, hostname, port))),
    );
    // Named first: V8 puts a function that is written right into a property among its old objects.
    const cancel = () => dial.cancel();
    this.#cancelDial = cancel;
  }

  #listen(connection: HostConnection): void {
    connection.receive({
      frame: (frame) => enter(() => this.#receive(frame)),
      ended: () => enter(() => this.#ended()),
      reset: () => enter(() => this.#ended()),
    });
  }

  #dialled(connection: HostConnection): void {
    this.#cancelDial = null;
    if (this.destroyed) {
      connection.end();
      return;
    }
    this.connected(connection);
    this.active();
    for (const frame of this.#unsent.splice(0)) this.send(frame);
    for (const run of this.#waiting.splice(0)) this.#window.whenOpen(run);
    this.emit('connect');
    this.emit('ready');
  }

  #receive(frame: Frame): void {
    this.active();
    if (frame.kind === 'credit') this.#window.refill(frame.bytes);
    else this.carried?.frame(frame);
  }

  #ended(): void {
    this.carried?.ended();
    this.closed();
  }

  send(frame: Frame): void {
    if (this.destroyed) return;
    if (this.connection === null) {
      this.#unsent.push(frame);
      return;
    }
    this.active();
    if (frame.kind === 'body') this.#window.spend(frame.bytes.length);
    this.connection.send(frame);
  }

  /** Somebody has read as many bytes of an answer. */
  took(bytes: number): void {
    this.#taken.took(bytes, this);
  }

  /** Calls back once it is connected and the other end has room. */
  whenOpen(run: () => void): void {
    if (this.connection === null) this.#waiting.push(run);
    else this.#window.whenOpen(run);
  }

  override closed(error?: Error): void {
    this.#cancelDial?.();
    this.#cancelDial = null;
    const waiting = this.#waiting.splice(0);
    this.unref();
    super.closed(error);
    nextTick(() => {
      for (const run of waiting) run();
    });
  }

  /** Whether it keeps the process alive: while it carries a request it does. */
  override ref(): this {
    if (!this.destroyed) this.#release ??= openHandle();
    return this;
  }

  override unref(): this {
    this.#release?.();
    this.#release = null;
    return this;
  }
}
