import type { ByteString } from '../bytes.ts';
import type { LeaderResponse } from '../messages/concurrency.ts';
import { type Interval, prefixInterval } from '../mvcc/interval.ts';
import type { Version } from '../mvcc/version.ts';
import type { Outgoing } from '../schema/schema.ts';
import type { ResponseStream } from '../server/call.ts';
import type { State } from '../server/state.ts';
import { firstOf } from './queue.ts';

/** Tells a client who leads, each time that it is another or proclaims another value. */
export class LeaderObserver {
  readonly interval: Interval;
  readonly #state: State;
  readonly #prefix: ByteString;
  readonly #response: ResponseStream<Outgoing<typeof LeaderResponse>>;
  #leader: ByteString | null = null;
  #isBlocked = false;
  /** While the client did not read, something changed: it is then told of what is. */
  #isBehind = false;

  constructor(
    state: State,
    prefix: ByteString,
    response: ResponseStream<Outgoing<typeof LeaderResponse>>,
  ) {
    this.interval = prefixInterval(prefix);
    this.#state = state;
    this.#prefix = prefix;
    this.#response = response;
    response.onGone(() => state.watchers.delete(this));
    response.onDrain(() => {
      this.#isBlocked = false;
      if (this.#isBehind) this.#tellWhoLeads();
    });
    state.watchers.add(this);
    this.#tellWhoLeads();
  }

  notify(changes: readonly Version[], revision: number): void {
    if (this.#isBlocked) {
      this.#isBehind = true;
      return;
    }
    for (const change of changes) {
      const isPut = change.version > 0;
      if (this.#leader === null && isPut) this.#tell(change, change.mod_revision);
      else if (this.#leader === change.key && isPut) this.#tell(change, revision);
      else if (this.#leader === change.key) this.#tellWhoLeads();
    }
  }

  #tellWhoLeads(): void {
    const leader = firstOf(this.#state, this.#prefix);
    this.#isBehind = false;
    this.#leader = null;
    if (leader !== null) this.#tell(leader, this.#state.store.revision);
  }

  #tell(kv: Version, revision: number): void {
    this.#leader = kv.key;
    this.#isBlocked = !this.#response.send({ header: this.#state.header(revision), kv });
  }
}
