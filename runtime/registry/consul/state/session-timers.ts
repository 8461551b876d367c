import type { CancelTimer, Clock } from '../clock.ts';
import { parseDurationMs } from '../codec/duration.ts';
import type { Store } from './store.ts';

/** Consul lets a session live for twice its TTL: the TTL is a lower bound. */
const TTL_FACTOR = 2;

/** Ends the sessions that nobody renews. Source: Consul's session TTL. */
export class SessionTimers {
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #expire: (id: string) => void;
  readonly #timers = new Map<string, CancelTimer>();
  readonly #endings = new Map<string, string>();
  #isClosed = false;

  constructor(clock: Clock, store: Store, expire: (id: string) => void) {
    this.#clock = clock;
    this.#store = store;
    this.#expire = expire;
  }

  /** Begins, or begins again, to count a session's time. */
  restart(id: string): void {
    this.stop(id);
    if (this.#isClosed) return;
    const ttl = this.#store.sessions.get(id)?.TTL ?? '';
    const ttlMs = ttl === '' ? 0 : parseDurationMs(ttl);
    if (ttlMs === 0) return;
    const expire = () => {
      this.#timers.delete(id);
      this.noteEnd(id, `not renewed within twice its TTL of ${ttl}`);
      this.#expire(id);
    };
    this.#timers.set(id, this.#clock.setTimer(ttlMs * TTL_FACTOR, expire));
  }

  /** Why a session is about to end, for whoever is told of it. */
  noteEnd(id: string, reason: string): void {
    if (this.#store.sessions.get(id) !== undefined) this.#endings.set(id, reason);
  }

  /** A session has ended: gives the reason, if one was noted. */
  ended(id: string): string {
    this.stop(id);
    const reason =
      this.#endings.get(id) ?? 'a check or the node that it rests on is critical or gone';
    this.#endings.delete(id);
    return reason;
  }

  stop(id: string): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
  }

  close(): void {
    this.#isClosed = true;
    for (const id of [...this.#timers.keys()]) this.stop(id);
  }
}
