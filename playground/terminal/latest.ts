/**
 * Runs one task at a time, always on the newest input: a newer one aborts the task under way and
 * waits until it has let go of what it held. Inputs overtaken before their turn never run.
 */
export class Latest<T> {
  readonly #run: (input: T, signal: AbortSignal) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #waiting: { readonly input: T } | null = null;
  #current: AbortController | null = null;
  #working: Promise<void> | null = null;

  /** `failed` is told of errors, but not of those of a task that was aborted. */
  constructor(
    run: (input: T, signal: AbortSignal) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#run = run;
    this.#failed = failed;
  }

  push(input: T): void {
    this.#waiting = { input };
    this.#current?.abort();
    this.#working ??= this.#work();
  }

  /** Aborts what runs and resolves when it has ended. */
  async close(): Promise<void> {
    this.#waiting = null;
    this.#current?.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting !== null) {
      const { input } = this.#waiting;
      this.#waiting = null;
      this.#current = new AbortController();
      const { signal } = this.#current;
      try {
        await this.#run(input, signal);
      } catch (error) {
        if (!signal.aborted) this.#failed(error);
      }
    }
    this.#current = null;
    this.#working = null;
  }
}
