import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answer, FromService, ToService } from '../../node/network/messages.ts';
import { ANSWER_AT, type FromPreload, SHARED_BYTES, SLOT } from '../service-control.ts';
import type { ThreadData } from './control-thread.ts';

/** What the thread beside says to the service's own. */
export type FromThread =
  | ToService
  | { readonly type: 'connected' }
  | { readonly type: 'pause' }
  | { readonly type: 'sigterm' };

/** A service's way to the gateway. */
export class Channel {
  readonly #thread: Worker;
  readonly #numbers: Int32Array;
  readonly #bytes: Uint8Array;
  #held = 0;

  private constructor(thread: Worker, shared: SharedArrayBuffer) {
    this.#thread = thread;
    this.#numbers = new Int32Array(shared);
    this.#bytes = new Uint8Array(shared, ANSWER_AT);
  }

  /** Resolves when the gateway can be spoken to. */
  static async open(control: string, thread: URL): Promise<Channel> {
    const [port = '', key = ''] = control.split(':');
    const shared = new SharedArrayBuffer(SHARED_BYTES);
    const workerData: ThreadData = { shared, port: Number(port), key };
    // Without this process's own options: they would have it run the preload too.
    const worker = new Worker(thread, { workerData, execArgv: [], stdin: false });
    await once(worker, 'message');
    worker.unref();
    return new Channel(worker, shared);
  }

  hear(listener: (message: FromThread) => void): void {
    this.#thread.on('message', listener);
    // A listener keeps the process alive again.
    this.#thread.unref();
  }

  tell(message: FromService | FromPreload): void {
    this.#thread.postMessage({ line: JSON.stringify(message) });
  }

  /** Nothing else happens in this process until the answer is there. */
  ask(message: FromService | FromPreload): Answer {
    Atomics.store(this.#numbers, SLOT.answered, 0);
    this.tell(message);
    Atomics.wait(this.#numbers, SLOT.answered, 0);
    // Shared memory cannot be decoded in place.
    const copy = this.#bytes.slice(0, this.#numbers[SLOT.answerBytes]);
    return JSON.parse(new TextDecoder().decode(copy)) as Answer;
  }

  /** Stands still until the thread beside is told that it may go on. */
  pause(): void {
    if (Atomics.load(this.#numbers, SLOT.paused) === 0) return;
    this.tell({ type: 'stands' });
    while (Atomics.load(this.#numbers, SLOT.paused) === 1) {
      Atomics.wait(this.#numbers, SLOT.paused, 1);
    }
  }

  handlesSigterm(does: boolean): void {
    Atomics.store(this.#numbers, SLOT.handlesSigterm, does ? 1 : 0);
  }

  /** Keeps the process alive while something is awaited from the gateway. */
  hold(): void {
    this.#held += 1;
    if (this.#held === 1) this.#thread.ref();
  }

  letGo(): void {
    this.#held -= 1;
    if (this.#held === 0) this.#thread.unref();
  }
}
