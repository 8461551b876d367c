import type { ByteSource } from '../body/body.ts';

type End =
  | { readonly how: 'open' }
  | { readonly how: 'complete' }
  | { readonly how: 'failed'; readonly reason: unknown };

interface Waiting {
  readonly resolve: (bytes: Uint8Array<ArrayBuffer> | null) => void;
  readonly reject: (reason: unknown) => void;
}

export interface IncomingBodyListener {
  /** Somebody took this many bytes: the sender may send as many more. */
  taken(bytes: number): void;
  /** Nobody wants the rest. */
  cancelled(reason: unknown): void;
  /** All of it has been read, or will never be. */
  closed(): void;
}

/** The body of a response on its way in: what has come and was not read yet. */
export class IncomingBody implements ByteSource {
  readonly #listener: IncomingBodyListener;
  #queue: Uint8Array<ArrayBuffer>[] = [];
  #end: End = { how: 'open' };
  #waiting: Waiting | null = null;
  #closed = false;
  /** Made when it is asked for: a body that is read as a whole does without. */
  #failed: Promise<unknown> | null = null;
  #sayFailed: ((reason: unknown) => void) | null = null;

  constructor(listener: IncomingBodyListener) {
    this.#listener = listener;
  }

  get failed(): Promise<unknown> {
    this.#failed ??= new Promise((resolve) => {
      if (this.#end.how === 'failed') resolve(this.#end.reason);
      else this.#sayFailed = resolve;
    });
    return this.#failed;
  }

  /** Whether bytes have come that nobody has read. */
  get isWaitedFor(): boolean {
    return this.#queue.length === 0;
  }

  push(bytes: Uint8Array): void {
    if (this.#end.how !== 'open' || bytes.length === 0) return;
    // The sender's memory may be shared: what is handed out is ours.
    const own = new Uint8Array(bytes);
    const waiting = this.#waiting;
    if (waiting === null) {
      this.#queue.push(own);
      return;
    }
    this.#waiting = null;
    this.#listener.taken(own.length);
    waiting.resolve(own);
  }

  /** No more will come, and nothing is missing. */
  complete(): void {
    if (this.#end.how !== 'open') return;
    this.#end = { how: 'complete' };
    if (this.#waiting === null) return;
    this.#waiting.resolve(null);
    this.#waiting = null;
    this.#close();
  }

  /** The rest cannot be had: also what has come is lost, as with undici. */
  fail(reason: unknown): void {
    if (this.#closed) return;
    this.#queue = [];
    this.#end = { how: 'failed', reason };
    this.#waiting?.reject(reason);
    this.#waiting = null;
    this.#sayFailed?.(reason);
    this.#close();
  }

  pull(): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = this.#queue.shift();
    if (bytes !== undefined) {
      this.#listener.taken(bytes.length);
      return Promise.resolve(bytes);
    }
    switch (this.#end.how) {
      case 'failed':
        return Promise.reject(this.#end.reason);
      case 'complete':
        this.#close();
        return Promise.resolve(null);
      case 'open':
        return new Promise((resolve, reject) => {
          this.#waiting = { resolve, reject };
        });
    }
  }

  cancel(reason: unknown): void {
    if (this.#closed) return;
    this.#queue = [];
    const wasOpen = this.#end.how === 'open';
    this.#end = { how: 'complete' };
    this.#waiting?.resolve(null);
    this.#waiting = null;
    if (wasOpen) this.#listener.cancelled(reason);
    this.#close();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.closed();
  }
}
