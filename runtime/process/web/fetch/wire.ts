import { CONNECTION_WINDOW_BYTES, type HostConnection } from '../../host.ts';

/** Bytes taken that are worth a credit of their own: a small response costs no frame for it. */
const CREDIT_BYTES = CONNECTION_WINDOW_BYTES / 2;

/**
 * A connection, and how many body bytes may be under way on it, each way. That belongs to the
 * connection: what one exchange left unread counts against the next.
 */
export class Wire {
  readonly connection: HostConnection;
  #roomBytes = CONNECTION_WINDOW_BYTES;
  #owedBytes = 0;
  #waiting: (() => void) | null = null;

  constructor(connection: HostConnection) {
    this.connection = connection;
  }

  /** How many body bytes may be sent now. */
  get roomBytes(): number {
    return this.#roomBytes;
  }

  sendBody(bytes: Uint8Array): void {
    this.#roomBytes -= bytes.length;
    this.connection.send({ kind: 'body', bytes });
  }

  /** This end took so many bytes: the other may send as many more, and is told so in good time. */
  took(bytes: number): void {
    this.#owedBytes += bytes;
    if (this.#owedBytes < CREDIT_BYTES) return;
    this.connection.send({ kind: 'credit', bytes: this.#owedBytes });
    this.#owedBytes = 0;
  }

  /** The other end took this many bytes. */
  credit(bytes: number): void {
    this.#roomBytes += bytes;
    this.wake();
  }

  /** Resolves when there is more room, or when `wake` is called. */
  room(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Lets whoever waits for room look again. */
  wake(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}
