import type { End, Part } from './part.ts';

/** Requests with longer bodies than this are not delivered a second time. */
const MOST_COPIED_BYTES = 1024 * 1024;

/** A request that is kept, to be delivered a second time by a connection of its own. */
export class RequestCopy<P extends Part> {
  #parts: P[] = [];
  #bytes = 0;
  #service: End<P> | null = null;

  /** Keeps one more part of the request. */
  add(part: P): void {
    if (part.kind === 'body') this.#bytes += part.bytes.length;
    if (this.#bytes > MOST_COPIED_BYTES) this.#parts = [];
    else this.#parts.push(part.kind === 'body' ? { ...part, bytes: part.bytes.slice() } : part);
  }

  /** False when it was too long to keep. */
  get isWhole(): boolean {
    return this.#bytes <= MOST_COPIED_BYTES;
  }

  /** Delivers it. */
  sendTo(service: End<P>): void {
    this.#service = service;
    for (const part of this.#parts) service.part(part);
    this.#parts = [];
  }

  /** Lets its connection go. */
  close(): void {
    this.#service?.ended();
    this.#service = null;
  }

  /** What the caller tells the service that it hears by this copy. */
  tell(part: P): void {
    this.#service?.part(part);
  }
}
