import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import type { Topic, Watchers } from '../state/watchers.ts';
import type { QueryOptions } from './query-options.ts';
import { Refusal } from './refusal.ts';
import type { Reply } from './reply.ts';

/** What a query finds at one moment. */
export interface Found<Value> {
  readonly value: Value;
  readonly index: number | bigint;
  /** What it depends on; a change of any of these may change it. */
  readonly topics: readonly Topic[];
  /** False when the thing asked for is not there. */
  readonly exists: boolean;
}

/** What can be waited for: calls `wake` once, unless the wait is ended by what it gave. */
export interface ChangeSource {
  watch(wake: () => void): () => void;
}

/** Queries that wait until the index that they know is passed. Source: Consul's blocking queries. */
export class BlockingQueries {
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #watchers: Watchers;
  readonly #limit: number;
  readonly #endings = new Set<() => void>();

  constructor(clock: Clock, chance: Chance, watchers: Watchers, limit: number) {
    this.#clock = clock;
    this.#chance = chance;
    this.#watchers = watchers;
    this.#limit = limit;
  }

  /** How many queries wait now. */
  get waiting(): number {
    return this.#endings.size;
  }

  /**
   * Answers at once without an index, or when the index is passed already. Otherwise at the first
   * change that passes it; when the wait is over, with what there is. What was missing and still
   * is wakes nobody. A caller that goes away stops waiting.
   */
  async run<Value>(
    options: QueryOptions,
    signal: AbortSignal | null,
    probe: () => Found<Value>,
  ): Promise<Found<Value>> {
    let found = probe();
    if (!isGreater(options.index, 0) || isGreater(found.index, options.index)) return found;
    const jitterMs = this.#chance.below(options.waitMs / 16);
    const deadlineMs = this.#clock.nowMs() + options.waitMs + jitterMs;
    const wasMissing = !found.exists;
    const source = { watch: (wake: () => void) => this.#watchers.watch(found.topics, wake) };
    while (await this.change(source, deadlineMs, signal)) {
      found = probe();
      if (wasMissing && !found.exists) continue;
      if (isGreater(found.index, options.index)) return found;
    }
    return probe();
  }

  /** Resolves true at the first change, false when the time is over or the caller is gone. */
  change(source: ChangeSource, deadlineMs: number, signal: AbortSignal | null): Promise<boolean> {
    if (signal?.aborted || deadlineMs <= this.#clock.nowMs()) return Promise.resolve(false);
    if (this.#endings.size >= this.#limit) throw new Refusal(429, TOO_MANY);
    return new Promise((resolve) => {
      const end = (changed: boolean) => {
        stopWatching();
        cancelTimer();
        signal?.removeEventListener('abort', giveUp);
        this.#endings.delete(giveUp);
        resolve(changed);
      };
      const giveUp = () => end(false);
      const stopWatching = source.watch(() => end(true));
      const cancelTimer = this.#clock.setTimer(deadlineMs - this.#clock.nowMs(), giveUp);
      signal?.addEventListener('abort', giveUp);
      this.#endings.add(giveUp);
    });
  }

  /** Answers every query that waits, with what there is. */
  close(): void {
    for (const end of [...this.#endings]) end();
  }
}

const TOO_MANY =
  'Your IP is issuing too many concurrent connections, please rate limit your calls\n';

/** The headers of an answer to a query; an index is never 0, for 0 does not block. */
export function queryHeaders(
  index: number | bigint,
  consistency: QueryOptions['consistency'],
): Reply['headers'] {
  return {
    'X-Consul-Index': String(isGreater(index, 0) ? index : 1),
    'X-Consul-KnownLeader': 'true',
    'X-Consul-LastContact': '0',
    'X-Consul-Effective-Consistency': consistency,
  };
}

function isGreater(left: number | bigint, right: number | bigint): boolean {
  return left > right;
}
