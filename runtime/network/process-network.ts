import type {
  ConnectFailure,
  Frame,
  FrameHandler,
  HostConnection,
  HostListener,
  HostNetwork,
  ListenFailure,
} from '../process/index.ts';
import type {
  ConnectionId,
  FromEnd,
  FromListener,
  ListenerId,
  ToEnd,
  ToListener,
} from './messages.ts';

interface Listening {
  ready(result: { port: number } | { code: ListenFailure }): void;
  accept(connection: HostConnection): void;
}

interface Dialling {
  readonly port: number;
  ready(connection: HostConnection): void;
  failed(code: ConnectFailure): void;
}

/** A process's ports and connections, by messages with the kernel that it runs under. */
export class ProcessNetwork implements HostNetwork {
  readonly #send: (message: FromEnd | FromListener) => void;
  readonly #listeners = new Map<ListenerId, Listening>();
  readonly #dialling = new Map<ConnectionId, Dialling>();
  readonly #connections = new Map<ConnectionId, MessageConnection>();
  #nextListener = 1;
  /** Positive for those that this process dials; the kernel counts accepted ones downwards. */
  #nextConnection = 1;

  /** `send` takes what it has to say to the kernel. */
  constructor(send: (message: FromEnd | FromListener) => void) {
    this.#send = send;
  }

  listen(port: number, ready: Listening['ready'], accept: Listening['accept']): HostListener {
    const listener = this.#nextListener++;
    this.#listeners.set(listener, { ready, accept });
    this.#send({ type: 'listen', listener, port });
    return {
      close: () => {
        if (this.#listeners.delete(listener)) this.#send({ type: 'unlisten', listener });
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
    this.#send({ type: 'connect', id, host, port, intent: null });
    return {
      cancel: () => {
        if (this.#dialling.delete(id)) this.#send({ type: 'reset', id });
      },
    };
  }

  handle(message: ToEnd | ToListener): void {
    switch (message.type) {
      case 'listening':
        this.#listeners.get(message.listener)?.ready({ port: message.port });
        return;
      case 'listen-failed':
        this.#failListening(message.listener, message.code);
        return;
      case 'accept':
        this.#accept(message);
        return;
      case 'connected':
        this.#connected(message.id, message.localPort);
        return;
      case 'connect-failed':
        this.#take(this.#dialling, message.id)?.failed(message.code);
        return;
      case 'frame':
        this.#connections.get(message.id)?.handler?.frame(message.frame);
        return;
      case 'ended':
        this.#take(this.#connections, message.id)?.handler?.ended();
        return;
      case 'reset':
        this.#take(this.#connections, message.id)?.handler?.reset();
        return;
    }
  }

  #failListening(listener: ListenerId, code: ListenFailure): void {
    this.#take(this.#listeners, listener)?.ready({ code });
  }

  #accept(message: ToEnd & { type: 'accept' }): void {
    const { id, listener, localPort, remotePort } = message;
    const listening = this.#listeners.get(listener);
    if (listening === undefined) this.#send({ type: 'reset', id });
    else listening.accept(this.#open(id, localPort, remotePort));
  }

  #connected(id: ConnectionId, localPort: number): void {
    const dialling = this.#take(this.#dialling, id);
    dialling?.ready(this.#open(id, localPort, dialling.port));
  }

  #open(id: ConnectionId, localPort: number, remotePort: number): MessageConnection {
    const connection = new MessageConnection(localPort, remotePort, {
      frame: (frame) => {
        if (this.#connections.has(id)) this.#send({ type: 'frame', id, frame });
      },
      leave: (type) => {
        if (this.#connections.delete(id)) this.#send({ type, id });
      },
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

/** Where what a connection says goes, as long as it is there. */
interface Say {
  frame(frame: Frame): void;
  leave(how: 'end' | 'reset'): void;
}

class MessageConnection implements HostConnection {
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
    const { kind } = frame;
    this.#say.frame(kind === 'body' ? { kind, bytes: copyOf(frame.bytes) } : frame);
  }

  end(): void {
    this.#say.leave('end');
  }

  reset(): void {
    this.#say.leave('reset');
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
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy;
}
