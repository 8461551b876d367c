import type { Happening, LedgerEvent } from './event.ts';
import { charactersOf } from './event-size.ts';

/** Events that a ledger keeps; older ones are dropped, and `droppedBefore` says so. */
export const LEDGER_CAPACITY = 100_000;

/** Characters that the events of a ledger may hold together, about; then older ones are dropped too. */
export const LEDGER_CHARACTERS = 64 * 1024 * 1024;

/** The ordered record of everything that happened in one sandbox. */
export interface Ledger {
  /** The events still kept, oldest first. */
  read(fromSeq?: number): readonly LedgerEvent[];
  /** Events with a lower `seq` than this are no longer kept. 0 when all are. */
  readonly droppedBefore: number;
  /** Calls back for each event from now on, in order. Returns the way to stop. */
  subscribe(listener: (event: LedgerEvent) => void): () => void;
  /** The next event that satisfies the test, counting those kept; rejects when the signal aborts. */
  next<E extends LedgerEvent>(
    test: (event: LedgerEvent) => event is E,
    signal: AbortSignal,
  ): Promise<E>;
}

/** A ledger that its sandbox appends to. */
export class MemoryLedger implements Ledger {
  #events: LedgerEvent[] = [];
  #characters = 0;
  #nextSeq = 0;
  #lastMs = 0;
  readonly #listeners = new Set<(event: LedgerEvent) => void>();
  readonly #nowMs: () => number;
  readonly #capacity: number;
  readonly #mostCharacters: number;

  /** `nowMs` is the sandbox's clock: milliseconds since it booted. */
  constructor(nowMs: () => number, capacity = LEDGER_CAPACITY, mostCharacters = LEDGER_CHARACTERS) {
    this.#nowMs = nowMs;
    this.#capacity = capacity;
    this.#mostCharacters = mostCharacters;
  }

  get droppedBefore(): number {
    return this.#nextSeq - this.#events.length;
  }

  /** `atMs` is when it happened, where that is not now; time never runs backwards in a ledger. */
  append(happening: Happening, atMs = this.#nowMs()): LedgerEvent {
    this.#lastMs = Math.max(this.#lastMs, atMs);
    const event: LedgerEvent = { seq: this.#nextSeq++, atMs: this.#lastMs, ...happening };
    this.#events.push(event);
    this.#characters += charactersOf(event);
    if (this.#events.length > this.#capacity || this.#characters > this.#mostCharacters) {
      this.#dropTenth();
    }
    if (this.#listeners.size > 0) this.#tell(event);
    return event;
  }

  /** A copy, for a listener may stop while it is told. */
  #tell(event: LedgerEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** A tenth at a time, which keeps appending cheap: one copy in many appends. */
  #dropTenth(): void {
    const dropped = this.#events.slice(0, Math.ceil(this.#events.length / 10));
    for (const event of dropped) this.#characters -= charactersOf(event);
    this.#events = this.#events.slice(dropped.length);
  }

  read(fromSeq = 0): readonly LedgerEvent[] {
    return this.#events.slice(Math.max(0, fromSeq - this.droppedBefore));
  }

  subscribe(listener: (event: LedgerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  next<E extends LedgerEvent>(
    test: (event: LedgerEvent) => event is E,
    signal: AbortSignal,
  ): Promise<E> {
    const seen = this.#events.find(test);
    if (seen !== undefined) return Promise.resolve(seen);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        stop();
        reject(signal.reason);
      };
      const stop = this.subscribe((event) => {
        if (!test(event)) return;
        stop();
        signal.removeEventListener('abort', giveUp);
        resolve(event);
      });
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
