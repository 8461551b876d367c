/** Keeps one worker started ahead, so that the next process begins without waiting for one. */
export class WorkerPool {
  readonly #url: string;
  #warm: Worker | null = null;

  /** `url` is that of the process's code. */
  constructor(url: string) {
    this.#url = url;
  }

  /** Starts one ahead, if there is none. */
  refill(): Worker {
    this.#warm ??= new Worker(this.#url);
    return this.#warm;
  }

  /** A worker that is the caller's from now on: the warm one if there is one. */
  take(): Worker {
    const worker = this.refill();
    this.#warm = null;
    return worker;
  }
}
