import type { CancelTimer, Clock } from '../clock.ts';
import { apply, type Command, type Outcome } from './command.ts';
import type { CommandLog } from './log.ts';
import type { Store } from './store.ts';
import type { Change } from './table.ts';

/** A command that was applied, with all that it changed. */
export interface Commit {
  readonly command: Command;
  readonly changes: readonly Change[];
}

interface Proposal {
  readonly command: Command;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one way into the store. A write takes some milliseconds, as one does that a cluster has to
 * agree on, and writes are done in the order in which they came; those that come while a commit is
 * under way go with the next, as in Raft. Clients rely on it: one that watches a key would not see
 * each of two values if both were written at once.
 */
export class Commits {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: CommandLog | null;
  readonly #latencyMs: number;
  readonly #committed: (commit: Commit) => void;
  #waiting: Proposal[] = [];
  #isBusy = false;
  #cancelTimer: CancelTimer = () => {};
  #isClosed = false;

  constructor(parts: {
    readonly store: Store;
    readonly clock: Clock;
    readonly log: CommandLog | null;
    readonly latencyMs: number;
    readonly committed: (commit: Commit) => void;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#latencyMs = parts.latencyMs;
    this.#committed = parts.committed;
  }

  /** Resolves when the command is applied, and on disk if there is one; rejects when it cannot be. */
  propose(command: Command): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new Error('The registry is closed.'));
        return;
      }
      this.#waiting.push({ command, resolve, reject });
      if (!this.#isBusy) this.#begin();
    });
  }

  /** Does a command at once, before anybody can ask for anything. */
  async boot(command: Command): Promise<void> {
    const nowMs = this.#clock.nowMs();
    await this.#log?.append(this.#store, [command], nowMs);
    const { changes } = this.#store.transact(nowMs, (store) => apply(store, command));
    this.#committed({ command, changes });
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer();
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('The registry is closed.'));
  }

  #begin(): void {
    this.#isBusy = true;
    const commit = () => this.#commit(this.#waiting.splice(0));
    this.#cancelTimer = this.#clock.setTimer(this.#latencyMs, commit);
  }

  #commit(batch: readonly Proposal[]): void {
    const nowMs = this.#clock.nowMs();
    const finish = () => {
      for (const proposal of batch) this.#apply(proposal, nowMs);
      this.#isBusy = false;
      if (this.#waiting.length > 0) this.#begin();
    };
    if (this.#log === null) {
      finish();
      return;
    }
    const commands = batch.map(({ command }) => command);
    this.#log.append(this.#store, commands, nowMs).then(finish, (error: unknown) => {
      for (const { reject } of batch) reject(error);
      this.#isBusy = false;
      if (this.#waiting.length > 0) this.#begin();
    });
  }

  #apply({ command, resolve, reject }: Proposal, nowMs: number): void {
    try {
      const { outcome, changes } = this.#store.transact(nowMs, (store) => apply(store, command));
      this.#committed({ command, changes });
      resolve(outcome);
    } catch (error) {
      reject(error);
    }
  }
}
