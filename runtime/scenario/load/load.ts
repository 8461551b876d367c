import type { Address, Instance, Sandbox } from '../../sandbox/index.ts';
import { NetworkError } from '../../sandbox/index.ts';
import { Latencies } from './latencies.ts';

/**
 * How requests arrive. In an open loop they come at a constant rate, whatever becomes of those
 * before, as users do who know nothing of each other. In a closed loop each of some clients sends
 * its next request when it has its answer.
 */
export type Arrivals =
  | { readonly kind: 'open'; readonly perSecond: number; readonly durationMs: number }
  | { readonly kind: 'closed'; readonly clients: number; readonly requests: number };

export interface LoadOptions {
  readonly to: Instance | Address;
  readonly arrivals: Arrivals;
  /** Makes the request of this number, counted from 0; only its path and query count of the URL. */
  readonly request: (index: number) => { readonly path: string; readonly init?: RequestInit };
  /** When a request that has no answer is given up, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

export interface LoadReport {
  readonly sent: number;
  /** How many got an answer, by its status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** How many got none, by code: ECONNREFUSED, ECONNRESET, TIMEOUT, … */
  readonly failures: ReadonlyMap<string, number>;
  readonly durationMs: number;
  /**
   * From the moment when a request was due to its whole answer: what a user waits. In an open loop a
   * request that is sent late, for the generator was held up, counts from when it was due: else a
   * stall would hide those that it kept waiting (coordinated omission).
   */
  readonly latency: Latencies;
  /** From the moment when it was sent. In a closed loop the same as `latency`: none is ever due. */
  readonly serviceTime: Latencies;
  /** How late requests were sent: a generator that cannot keep up shows it here. */
  readonly lateness: Latencies;
}

/** Loads that ask for what cannot be: the message says what it takes. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** Sends requests and measures them. Rejects when the signal aborts, or the sandbox is lost. */
export async function runLoad(sandbox: Sandbox, options: LoadOptions): Promise<LoadReport> {
  check(options);
  const run = new LoadRun(sandbox, options);
  const { arrivals } = options;
  if (arrivals.kind === 'open') await run.open(arrivals.perSecond, arrivals.durationMs);
  else await run.closed(arrivals.clients, arrivals.requests);
  return run.report();
}

class LoadRun {
  readonly #sandbox: Sandbox;
  readonly #options: LoadOptions;
  readonly #statuses = new Map<number, number>();
  readonly #failures = new Map<string, number>();
  readonly #latency = new Latencies();
  readonly #serviceTime = new Latencies();
  readonly #lateness = new Latencies();
  readonly #startedMs: number;
  #sent = 0;

  constructor(sandbox: Sandbox, options: LoadOptions) {
    this.#sandbox = sandbox;
    this.#options = options;
    this.#startedMs = sandbox.clock.nowMs();
  }

  async open(perSecond: number, durationMs: number): Promise<void> {
    const { clock } = this.#sandbox;
    const { signal } = this.#options;
    const underWay: Promise<void>[] = [];
    const count = Math.ceil((perSecond * durationMs) / 1000);
    for (let index = 0; index < count; index++) {
      const dueMs = this.#startedMs + (index * 1000) / perSecond;
      const waitMs = dueMs - clock.nowMs();
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      underWay.push(this.#send(dueMs));
    }
    await Promise.all(underWay);
  }

  async closed(clients: number, requests: number): Promise<void> {
    const client = async () => {
      while (this.#sent < requests) await this.#send(this.#sandbox.clock.nowMs());
    };
    await Promise.all(Array.from({ length: Math.min(clients, requests) }, client));
  }

  report(): LoadReport {
    return {
      sent: this.#sent,
      statuses: this.#statuses,
      failures: this.#failures,
      durationMs: this.#sandbox.clock.nowMs() - this.#startedMs,
      latency: this.#latency,
      serviceTime: this.#serviceTime,
      lateness: this.#lateness,
    };
  }

  async #send(dueMs: number): Promise<void> {
    const { clock } = this.#sandbox;
    const { to, request, limitMs, signal } = this.#options;
    const { path, init = {} } = request(this.#sent++);
    const giveUp = new AbortController();
    const answered = new AbortController();
    const ending = AbortSignal.any([signal, giveUp.signal]);
    void clock.sleep(limitMs, AbortSignal.any([signal, answered.signal])).then(
      () => giveUp.abort(),
      () => undefined,
    );
    const sentMs = clock.nowMs();
    this.#lateness.record(sentMs - dueMs);
    try {
      const asked = new Request(new URL(path, 'http://load.test'), { ...init, signal: ending });
      const response = await this.#sandbox.fetch(to, asked);
      await response.arrayBuffer();
      count(this.#statuses, response.status);
    } catch (error) {
      signal.throwIfAborted();
      if (giveUp.signal.aborted) count(this.#failures, 'TIMEOUT');
      else if (error instanceof NetworkError) count(this.#failures, error.code);
      else throw error;
    } finally {
      answered.abort();
    }
    const nowMs = clock.nowMs();
    this.#latency.record(nowMs - dueMs);
    this.#serviceTime.record(nowMs - sentMs);
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function check({ arrivals, limitMs }: LoadOptions): void {
  const positive = (name: string, value: number) => {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new LoadError(`load: ${name} must be more than 0, not ${value}.`);
    }
  };
  positive('limitMs', limitMs);
  if (arrivals.kind === 'open') {
    positive('perSecond', arrivals.perSecond);
    positive('durationMs', arrivals.durationMs);
    return;
  }
  for (const name of ['clients', 'requests'] as const) {
    positive(name, arrivals[name]);
    if (!Number.isInteger(arrivals[name])) {
      throw new LoadError(`load: ${name} must be a whole number, not ${arrivals[name]}.`);
    }
  }
}
