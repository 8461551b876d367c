import type { WatchCreateRequest, WatchResponse } from '../messages/watch.ts';
import { type Interval, intervalOf } from '../mvcc/interval.ts';
import type { Version } from '../mvcc/version.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import type { State } from '../server/state.ts';
import { readBatch } from './catch-up.ts';
import { type EventOptions, eventsOf, sizeOf, type WatchEvent } from './events.ts';
import type { Watcher } from './watcher-index.ts';

export type CreateRequest = Incoming<typeof WatchCreateRequest>;

/** What a message may hold before it is cut, where the client takes fragments. */
const FRAGMENT_BYTES = 2 * 1024 * 1024;

export interface Outlet {
  isBlocked(): boolean;
  send(message: Outgoing<typeof WatchResponse>): void;
  ended(): void;
}

/** One watcher of a stream: live, or on its way there through history. */
export class StreamWatcher implements Watcher {
  readonly interval: Interval;
  readonly tellsProgress: boolean;
  readonly #id: bigint;
  readonly #state: State;
  readonly #outlet: Outlet;
  readonly #takesFragments: boolean;
  readonly #events: EventOptions;
  /** The oldest revision that it has not been told of. */
  #next: number;
  #isLive = false;
  /** etcd leaves out one report of progress where there was an event instead. */
  #isQuiet = true;

  constructor(
    id: bigint,
    interval: Interval,
    request: CreateRequest,
    state: State,
    outlet: Outlet,
  ) {
    this.#id = id;
    this.interval = interval;
    this.#state = state;
    this.#outlet = outlet;
    this.tellsProgress = request.progress_notify;
    this.#takesFragments = request.fragment;
    const { filters } = request;
    this.#events = {
      withPrevious: request.prev_kv,
      isWanted: ({ version }) => !filters.includes(version === 0 ? 'NODELETE' : 'NOPUT'),
    };
    const now = state.store.revision;
    this.#next = request.start_revision === 0 ? now + 1 : request.start_revision;
  }

  start(): void {
    this.resume();
  }

  stop(): void {
    this.#isLive = false;
    this.#state.watchers.delete(this);
  }

  notify(changes: readonly Version[], revision: number): void {
    if (revision < this.#next) return;
    if (this.#outlet.isBlocked()) {
      this.stop();
      return;
    }
    this.#next = revision + 1;
    this.#tell(changes, revision);
  }

  /** Reads on from history until it is live again, or the client is behind. */
  resume(): void {
    const { store, watchers } = this.#state;
    while (!this.#isLive) {
      if (this.#outlet.isBlocked()) return;
      if (this.#next > store.revision) {
        this.#isLive = true;
        watchers.add(this);
        return;
      }
      if (this.#next < store.compacted) {
        this.#cancelCompacted();
        return;
      }
      const { changes, next } = readBatch(store, this.#next, this.interval);
      this.#next = next;
      this.#tell(changes, store.revision);
    }
  }

  tellProgress(): void {
    if (!this.tellsProgress) return;
    if (this.#isLive && this.#isQuiet && !this.#outlet.isBlocked()) {
      this.#outlet.send({ header: this.#state.header(), watch_id: this.#id });
    }
    this.#isQuiet = true;
  }

  #cancelCompacted(): void {
    this.#outlet.ended();
    this.#outlet.send({
      header: this.#state.header(0),
      watch_id: this.#id,
      canceled: true,
      compact_revision: this.#state.store.compacted,
    });
  }

  #tell(changes: readonly Version[], revision: number): void {
    const events = eventsOf(changes, this.#events);
    if (events.length === 0) return;
    this.#isQuiet = false;
    const message = { header: this.#state.header(revision), watch_id: this.#id };
    const parts = this.#takesFragments ? fragmentsOf(events) : [events];
    parts.forEach((part, index) => {
      const fragment = index < parts.length - 1;
      this.#outlet.send({ ...message, events: part, ...(fragment && { fragment }) });
    });
  }
}

/** The keys that a watch names; unlike a range, an empty key is the first one of all. */
export function watchedInterval({ key, range_end }: CreateRequest): Interval {
  return intervalOf(key === '' ? '\0' : key, range_end);
}

function fragmentsOf(events: readonly WatchEvent[]): WatchEvent[][] {
  const parts: WatchEvent[][] = [];
  let bytes = FRAGMENT_BYTES;
  for (const event of events) {
    bytes += sizeOf(event);
    const part = parts.at(-1);
    if (part !== undefined && bytes < FRAGMENT_BYTES) part.push(event);
    else {
      parts.push([event]);
      bytes = sizeOf(event);
    }
  }
  return parts;
}
