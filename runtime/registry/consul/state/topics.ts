/** Who waits for a thing to change, by its name. Each is woken once. */
export class Topics {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Calls `wake` at the first change. Gives a function that ends the wait. */
  watch(name: string, wake: () => void): () => void {
    const waiting = this.#waiting.get(name) ?? new Set();
    this.#waiting.set(name, waiting.add(wake));
    return () => {
      waiting.delete(wake);
      if (waiting.size === 0 && this.#waiting.get(name) === waiting) this.#waiting.delete(name);
    };
  }

  wake(name: string): void {
    const waiting = this.#waiting.get(name);
    this.#waiting.delete(name);
    for (const wake of waiting ?? []) wake();
  }
}
