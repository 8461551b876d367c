/** What a query waits for: a table, `service:<name>`, `kv:<key>`, or `kv-prefix:<prefix>`. */
export type Topic = string;

const KEY = 'kv:';
const PREFIX = 'kv-prefix:';

/** Who waits for which changes. Each is woken once, and waits again if it wants to. */
export class Watchers {
  readonly #waiting = new Map<Topic, Set<() => void>>();
  /** The prefixes that somebody watches, as topics. */
  readonly #prefixes = new Set<Topic>();
  readonly #keyWatched: (key: string, waiting: number) => void;

  /** `keyWatched` is told how many wait for a key, whenever that changes. */
  constructor(keyWatched: (key: string, waiting: number) => void) {
    this.#keyWatched = keyWatched;
  }

  /** How many topics are watched. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Calls `wake` at the first change of any of the topics. Gives a function that ends the wait. */
  watch(topics: readonly Topic[], wake: () => void): () => void {
    const stop = () => {
      for (const topic of topics) this.#remove(topic, once);
    };
    const once = () => {
      stop();
      wake();
    };
    for (const topic of topics) this.#add(topic, once);
    return stop;
  }

  wake(changed: ReadonlySet<Topic>): void {
    const woken = new Set<() => void>();
    for (const topic of changed) {
      for (const wake of this.#waiting.get(topic) ?? []) woken.add(wake);
      if (topic.startsWith(KEY)) this.#collectPrefixes(topic.slice(KEY.length), woken);
    }
    for (const wake of woken) wake();
  }

  #collectPrefixes(key: string, woken: Set<() => void>): void {
    for (const topic of this.#prefixes) {
      if (!key.startsWith(topic.slice(PREFIX.length))) continue;
      for (const wake of this.#waiting.get(topic) ?? []) woken.add(wake);
    }
  }

  #add(topic: Topic, wake: () => void): void {
    const waiting = this.#waiting.get(topic) ?? new Set();
    this.#waiting.set(topic, waiting.add(wake));
    if (topic.startsWith(PREFIX)) this.#prefixes.add(topic);
    this.#tell(topic);
  }

  #remove(topic: Topic, wake: () => void): void {
    const waiting = this.#waiting.get(topic);
    if (waiting === undefined || !waiting.delete(wake)) return;
    if (waiting.size === 0) {
      this.#waiting.delete(topic);
      this.#prefixes.delete(topic);
    }
    this.#tell(topic);
  }

  #tell(topic: Topic): void {
    if (!topic.startsWith(KEY)) return;
    this.#keyWatched(topic.slice(KEY.length), this.#waiting.get(topic)?.size ?? 0);
  }
}
