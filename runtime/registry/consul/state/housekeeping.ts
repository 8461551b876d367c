import type { CancelTimer, Clock } from '../clock.ts';
import type { Commits } from './commits.ts';
import type { Store } from './store.ts';

const INTERVAL_MS = 5 * 60_000;

/** Forgets, now and then, what only has to be known for a while: so memory stays bounded. */
export class Housekeeping {
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #commits: Commits;
  #cancelTimer: CancelTimer = () => {};

  constructor(clock: Clock, store: Store, commits: Commits) {
    this.#clock = clock;
    this.#store = store;
    this.#commits = commits;
  }

  start(): void {
    this.#cancelTimer = this.#clock.setTimer(INTERVAL_MS, () => {
      if (this.#store.tombstones.size + this.#store.lockDelays.size > 0) {
        // What could not be forgotten now is forgotten the next time.
        this.#commits.propose({ op: 'reap' }).catch(() => {});
      }
      this.start();
    });
  }

  stop(): void {
    this.#cancelTimer();
  }
}
