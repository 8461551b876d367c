import { CONNECTION_WINDOW_BYTES, type HostConnection } from '../host.ts';

/** Bytes taken that are worth a credit of their own: a small body costs no frame for it. */
const CREDIT_BYTES = CONNECTION_WINDOW_BYTES / 2;

/**
 * What one end of a connection has taken and the other end does not know of yet. It belongs to the
 * connection: small bodies of many messages make up one credit.
 */
export class ReceiveWindow {
  #owedBytes = 0;

  /** The other end may send as many more, and is told so in good time. */
  took(bytes: number, connection: Pick<HostConnection, 'send'>): void {
    this.#owedBytes += bytes;
    if (this.#owedBytes < CREDIT_BYTES) return;
    const owed = this.#owedBytes;
    this.#owedBytes = 0;
    connection.send({ kind: 'credit', bytes: owed });
  }
}
