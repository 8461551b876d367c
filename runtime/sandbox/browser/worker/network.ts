import type {
  ConnectFailure,
  Frame,
  FrameHandler,
  HostConnection,
  HostListener,
  HostNetwork,
  ListenFailure,
} from '../../../process/index.ts';
import { movable, type Outbox } from '../outbox.ts';
import type { ConnectionId, FromProcess, ListenerId, ToProcess } from '../protocol.ts';

interface Listening {
  ready(result: { port: number } | { code: ListenFailure }): void;
  accept(connection: HostConnection): void;
}

interface Dialling {
  readonly port: number;
  ready(connection: HostConnection): void;
  failed(code: ConnectFailure): void;
}

/** A process's ports and connections, by messages with the kernel. */
export class WorkerNetwork implements HostNetwork {
  readonly #kernel: Outbox<FromProcess>;
  readonly #listeners = new Map<ListenerId, Listening>();
  readonly #dialling = new Map<ConnectionId, Dialling>();
  readonly #connections = new Map<ConnectionId, WorkerConnection>();
  #nextListener = 1;
  /** Positive for those that this process dials; the kernel counts accepted ones downwards. */
  #nextConnection = 1;

  constructor(kernel: Outbox<FromProcess>) {
    this.#kernel = kernel;
  }

  listen(port: number, ready: Listening['ready'], accept: Listening['accept']): HostListener {
    const listener = this.#nextListener++;
    this.#listeners.set(listener, { ready, accept });
    this.#kernel.push({ type: 'listen', listener, port });
    return {
      close: () => {
        if (this.#listeners.delete(listener)) this.#kernel.push({ type: 'unlisten', listener });
      },
    };
  }

  connect(
    host: string,
    port: number,
    ready: Dialling['ready'],
    failed: Dialling['failed'],
  ): { cancel(): void } {
    const id = this.#nextConnection++;
    this.#dialling.set(id, { port, ready, failed });
    this.#kernel.push({ type: 'connect', id, host, port });
    return {
      cancel: () => {
        if (this.#dialling.delete(id)) this.#kernel.push({ type: 'reset', id });
      },
    };
  }

  /** True when the message was for the network. */
  handle(message: ToProcess): boolean {
    switch (message.type) {
      case 'listening':
        this.#listeners.get(message.listener)?.ready({ port: message.port });
        return true;
      case 'listen-failed':
        this.#failListening(message.listener, message.code);
        return true;
      case 'accept':
        this.#accept(message);
        return true;
      case 'connected':
        this.#connected(message.id, message.localPort);
        return true;
      case 'connect-failed':
        this.#take(this.#dialling, message.id)?.failed(message.code);
        return true;
      case 'frame':
        this.#connections.get(message.id)?.handler?.frame(message.frame);
        return true;
      case 'ended':
        this.#take(this.#connections, message.id)?.handler?.ended();
        return true;
      case 'reset':
        this.#take(this.#connections, message.id)?.handler?.reset();
        return true;
      default:
        return false;
    }
  }

  #failListening(listener: ListenerId, code: ListenFailure): void {
    this.#take(this.#listeners, listener)?.ready({ code });
  }

  #accept(message: ToProcess & { type: 'accept' }): void {
    const { id, listener, localPort, remotePort } = message;
    const listening = this.#listeners.get(listener);
    if (listening === undefined) this.#kernel.push({ type: 'reset', id });
    else listening.accept(this.#open(id, localPort, remotePort));
  }

  #connected(id: ConnectionId, localPort: number): void {
    const dialling = this.#take(this.#dialling, id);
    dialling?.ready(this.#open(id, localPort, dialling.port));
  }

  #open(id: ConnectionId, localPort: number, remotePort: number): WorkerConnection {
    const connection = new WorkerConnection(localPort, remotePort, (message, moved) => {
      if (!this.#connections.has(id)) return;
      if (message.type !== 'frame') this.#connections.delete(id);
      this.#kernel.push({ ...message, id }, moved);
    });
    this.#connections.set(id, connection);
    return connection;
  }

  #take<Id, Value>(from: Map<Id, Value>, id: Id): Value | undefined {
    const value = from.get(id);
    from.delete(id);
    return value;
  }
}

type Say = (
  message: { type: 'frame'; frame: Frame } | { type: 'end' } | { type: 'reset' },
  moved?: Transferable,
) => void;

class WorkerConnection implements HostConnection {
  readonly localPort: number;
  readonly remotePort: number;
  readonly #say: Say;
  handler: FrameHandler | null = null;

  constructor(localPort: number, remotePort: number, say: Say) {
    this.localPort = localPort;
    this.remotePort = remotePort;
    this.#say = say;
  }

  send(frame: Frame): void {
    const own = frame.kind === 'body' ? { ...frame, bytes: copyOf(frame.bytes) } : frame;
    this.#say({ type: 'frame', frame: own }, movable(own));
  }

  end(): void {
    this.#say({ type: 'end' });
  }

  reset(): void {
    this.#say({ type: 'reset' });
  }

  receive(handler: FrameHandler): void {
    this.handler = handler;
  }
}

/**
 * The bytes alone: those of the program stay its own, and no more than a view's part of a larger
 * buffer travels. A plain Uint8Array, for a Buffer would be cloned as one anyway.
 */
function copyOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.prototype.slice.call(
    new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  );
}
