import type { WatchRequest, WatchResponse } from '../messages/watch.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import type { RequestSink, ResponseStream } from '../server/call.ts';
import type { State } from '../server/state.ts';
import { type CreateRequest, StreamWatcher, watchedInterval } from './stream-watcher.ts';

/** Says that the answer belongs to no watcher: to all of the stream. */
const NO_WATCHER = -1n;

/**
 * One stream of watches. A client that does not read holds up nothing but itself: its watchers then
 * stop at their place in history, and go on from there when it reads again. etcd 3.4: v3rpc/watch.go.
 */
export class WatchStream implements RequestSink<Incoming<typeof WatchRequest>> {
  readonly #state: State;
  readonly #response: ResponseStream<Outgoing<typeof WatchResponse>>;
  readonly #watchers = new Map<bigint, StreamWatcher>();
  #nextId = 0n;
  #isBlocked = false;
  #cancelProgress: (() => void) | null = null;

  constructor(state: State, response: ResponseStream<Outgoing<typeof WatchResponse>>) {
    this.#state = state;
    this.#response = response;
    response.onDrain(() => this.#drained());
    response.onGone(() => this.#close());
  }

  message({
    create_request,
    cancel_request,
    progress_request,
  }: Incoming<typeof WatchRequest>): void {
    if (create_request) this.#create(create_request);
    else if (cancel_request) this.#cancel(cancel_request.watch_id);
    else if (progress_request) this.#send({ watch_id: NO_WATCHER });
  }

  /** etcd goes on telling a client that has closed its own side. */
  end(): void {}

  #create(request: CreateRequest): void {
    const interval = watchedInterval(request);
    if (interval.to !== null && interval.to <= interval.from) {
      this.#refuse('mvcc: watcher range is empty');
      return;
    }
    if (this.#watchers.has(request.watch_id) && request.watch_id !== 0n) {
      this.#refuse('mvcc: duplicate watch ID provided on the WatchStream');
      return;
    }
    const id = request.watch_id === 0n ? this.#freeId() : request.watch_id;
    const watcher = new StreamWatcher(id, interval, request, this.#state, {
      isBlocked: () => this.#isBlocked,
      send: (message) => this.#sendAsIs(message),
      ended: () => this.#watchers.delete(id),
    });
    this.#watchers.set(id, watcher);
    this.#send({ watch_id: id, created: true });
    watcher.start();
    if (request.progress_notify) this.#scheduleProgress();
  }

  #refuse(reason: string): void {
    this.#send({ watch_id: NO_WATCHER, created: true, canceled: true, cancel_reason: reason });
  }

  #cancel(id: bigint): void {
    const watcher = this.#watchers.get(id);
    if (watcher === undefined) return;
    watcher.stop();
    this.#watchers.delete(id);
    this.#send({ watch_id: id, canceled: true });
  }

  #freeId(): bigint {
    while (this.#watchers.has(this.#nextId)) this.#nextId++;
    return this.#nextId++;
  }

  #send(message: Outgoing<typeof WatchResponse>): void {
    this.#sendAsIs({ header: this.#state.header(), ...message });
  }

  #sendAsIs(message: Outgoing<typeof WatchResponse>): void {
    if (!this.#response.send(message)) this.#isBlocked = true;
  }

  #drained(): void {
    this.#isBlocked = false;
    for (const watcher of [...this.#watchers.values()]) {
      if (this.#isBlocked) return;
      watcher.resume();
    }
  }

  /** Tells quiet watchers from time to time how far the store is. */
  #scheduleProgress(): void {
    if (this.#cancelProgress !== null) return;
    const { environment, options } = this.#state;
    // etcd spreads them, so that many streams do not all tell at once.
    const spreadMs = environment.random.integer(Math.floor(options.progressMs / 10) + 1);
    this.#cancelProgress = environment.setTimer(options.progressMs + spreadMs, () => {
      this.#cancelProgress = null;
      for (const watcher of this.#watchers.values()) watcher.tellProgress();
      if ([...this.#watchers.values()].some((w) => w.tellsProgress)) this.#scheduleProgress();
    });
  }

  #close(): void {
    this.#cancelProgress?.();
    for (const watcher of this.#watchers.values()) watcher.stop();
    this.#watchers.clear();
  }
}
