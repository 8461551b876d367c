/** Texts by key that outlive the page, shared by every tab of this origin. */
export interface TextStore {
  /** False when nothing written will be there after a reload. */
  readonly lasting: boolean;
  read(key: string): string | null;
  /** Returns why the text could not be kept, or null when it was. */
  write(key: string, text: string): WriteProblem | null;
  remove(key: string): void;
  /** Keys that begin with the prefix, in order. */
  keys(prefix: string): readonly string[];
  /** Calls back with the key that another tab has written or removed. Returns the way to stop. */
  onForeignChange(listener: (key: string) => void): () => void;
}

export type WriteProblem = 'full' | 'refused';

/**
 * The browser's localStorage, or a store that lasts as long as the page when the browser refuses
 * it (cookies blocked, some private windows).
 */
export function browserStore(): TextStore {
  try {
    const storage = window.localStorage;
    storage.getItem('');
    return localStore(storage);
  } catch {
    return new MemoryDisk().open(false);
  }
}

function localStore(storage: Storage): TextStore {
  return {
    lasting: true,
    read: (key) => storage.getItem(key),
    write(key, text) {
      try {
        storage.setItem(key, text);
        return null;
      } catch (error) {
        const full = error instanceof DOMException && error.name === 'QuotaExceededError';
        return full ? 'full' : 'refused';
      }
    },
    remove: (key) => storage.removeItem(key),
    keys: (prefix) =>
      Object.keys(storage)
        .filter((key) => key.startsWith(prefix))
        .sort(),
    onForeignChange(listener) {
      const heard = (event: StorageEvent) => {
        if (event.storageArea === storage && event.key !== null) listener(event.key);
      };
      window.addEventListener('storage', heard);
      return () => window.removeEventListener('storage', heard);
    },
  };
}

/** Texts in memory. Stores opened on one disk see each other's writes as tabs do. */
export class MemoryDisk {
  readonly #texts = new Map<string, string>();
  readonly #tabs = new Map<object, Set<(key: string) => void>>();
  readonly #capacity: number;

  /** `capacity` is in characters, over all texts. */
  constructor(capacity = Number.POSITIVE_INFINITY) {
    this.#capacity = capacity;
  }

  open(lasting = true): TextStore {
    const tab = new Set<(key: string) => void>();
    this.#tabs.set(tab, tab);
    return {
      lasting,
      read: (key) => this.#texts.get(key) ?? null,
      write: (key, text) => {
        if (this.#used() - (this.#texts.get(key)?.length ?? 0) + text.length > this.#capacity)
          return 'full';
        this.#texts.set(key, text);
        this.#tellOthers(tab, key);
        return null;
      },
      remove: (key) => {
        if (this.#texts.delete(key)) this.#tellOthers(tab, key);
      },
      keys: (prefix) => [...this.#texts.keys()].filter((key) => key.startsWith(prefix)).sort(),
      onForeignChange: (listener) => {
        tab.add(listener);
        return () => tab.delete(listener);
      },
    };
  }

  #used(): number {
    return [...this.#texts.values()].reduce((sum, text) => sum + text.length, 0);
  }

  #tellOthers(writer: object, key: string): void {
    for (const [tab, listeners] of this.#tabs) {
      if (tab !== writer) for (const listener of listeners) listener(key);
    }
  }
}
