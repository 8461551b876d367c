import { BodyRecorder } from './body-recorder.ts';
import type { Causes } from './causes.ts';
import type { NetworkEnvironment } from './environment.ts';
import { type Cause, type HeaderPair, LEARNER } from './event.ts';
import type { FaultRule } from './faults/fault.ts';
import type { Call } from './faults/fault-table.ts';
import type { Part } from './part.ts';
import type { Party } from './party.ts';

/** Who takes part in an exchange, and by what it goes. */
export interface ExchangePlace {
  readonly id: number;
  readonly connection: number;
  readonly from: Party;
  readonly to: Party;
}

/** One request and what comes of it, as the ledger will tell it. Exactly one end of it is recorded. */
export class Exchange {
  readonly id: number;
  readonly call: Call;
  readonly #place: ExchangePlace;
  readonly #head: Part & { kind: 'request' };
  readonly #environment: NetworkEnvironment;
  readonly #causes: Causes;
  readonly #cause: Cause | null;
  readonly #startedMs: number;
  readonly #requestBody = new BodyRecorder();
  readonly #replyBody = new BodyRecorder();
  #reply: (Part & { kind: 'response' }) | null = null;
  #told = false;
  #over = false;

  constructor(
    place: ExchangePlace,
    head: Part & { kind: 'request' },
    environment: NetworkEnvironment,
    causes: Causes,
  ) {
    this.id = place.id;
    this.#place = place;
    this.#head = head;
    this.#environment = environment;
    this.#causes = causes;
    this.#startedMs = environment.nowMs();
    this.call = callOf(head);
    this.#cause = causes.of(place.from.name, head.headers);
    causes.begun(this.id, place.to.name, head.headers);
  }

  /** It was answered, or never will be. */
  get isOver(): boolean {
    return this.#over;
  }

  /** The caller has the head of the answer. */
  get isAnswering(): boolean {
    return this.#reply !== null;
  }

  requestBody(bytes: Uint8Array): void {
    this.#requestBody.add(bytes);
    // Streams may never end, and what is kept of this one is complete.
    if (this.#requestBody.isFull) this.tellRequest();
  }

  /** Records the request, unless that is done. */
  tellRequest(): void {
    if (this.#told) return;
    this.#told = true;
    const { method, target, headers } = this.#head;
    this.#environment.record({
      type: 'request',
      id: this.id,
      connection: this.#place.connection,
      ...this.#way('out'),
      method,
      path: target,
      headers: pairs(headers),
      body: this.#requestBody.excerpt(),
      cause: this.#cause,
    });
  }

  struck(rule: FaultRule): void {
    this.tellRequest();
    this.#environment.record({
      type: 'fault-struck',
      rule: rule.id,
      fault: rule.fault.kind,
      id: this.id,
      ...this.#way('out'),
    });
  }

  /** The request, or a second copy of it, has come to the service later than it was sent. */
  requestDelivered(what: 'request' | 'copy'): void {
    this.tellRequest();
    this.#environment.record({ type: 'delivered', id: this.id, ...this.#way('out'), what });
  }

  /** The service has begun to answer, and the caller does not see it at once. */
  replied(status: number): void {
    if (this.#over) return;
    this.tellRequest();
    this.#environment.record({ type: 'replied', id: this.id, ...this.#way('back'), status });
  }

  /** The caller has the head of the answer. */
  replyHead(head: Part & { kind: 'response' }): void {
    this.#reply = head;
  }

  replyBody(bytes: Uint8Array): void {
    this.#replyBody.add(bytes);
  }

  /** The caller has the whole answer. */
  answered(): void {
    const reply = this.#reply;
    if (this.#over || reply === null) return;
    this.#end();
    this.#environment.record({
      type: 'response',
      id: this.id,
      ...this.#way('back'),
      status: reply.status,
      headers: pairs(reply.headers),
      body: this.#replyBody.excerpt(),
      tookMs: this.#tookMs(),
    });
  }

  /** The service, or what is between, broke it off. */
  broken(): void {
    const { name } = this.#place.to;
    const when = this.isAnswering ? 'in the middle of its answer' : 'before it answered';
    this.#fail('ECONNRESET', `${name} broke the connection off ${when}.`);
  }

  /** No connection could be made for it. */
  unconnected(code: string): void {
    this.#fail(code, whyUnconnected(this.#place.to.name, code));
  }

  /** The caller gave it up. */
  abandoned(): void {
    const { from } = this.#place;
    const message = this.isAnswering
      ? 'The answer was not read to its end.'
      : `The request was aborted by ${from.name === LEARNER ? 'its sender' : from.name}.`;
    this.#fail('ABORT_ERR', message);
  }

  #fail(code: string, message: string): void {
    if (this.#over) return;
    this.#end();
    const tookMs = this.#tookMs();
    this.#environment.record({
      type: 'request-failed',
      id: this.id,
      ...this.#way('out'),
      code,
      message,
      tookMs,
    });
  }

  #end(): void {
    this.tellRequest();
    this.#over = true;
    this.#causes.over(this.id, this.#place.to.name);
  }

  #tookMs(): number {
    return this.#environment.nowMs() - this.#startedMs;
  }

  #way(direction: 'out' | 'back'): { from: string; to: string } {
    const { from, to } = this.#place;
    return direction === 'out'
      ? { from: from.name, to: to.name }
      : { from: to.name, to: from.name };
  }
}

/** One sentence on a connection that could not be made; `to` is an instance's id, or an address. */
export function whyUnconnected(to: string, code: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `${to} refused the connection: nothing listens there.`;
    case 'ETIMEDOUT':
      return `${to} could not be reached: no answer to the connect within the system's limit.`;
    case 'EMFILE':
      return `No connection to ${to}: the caller has as many open as it may.`;
    default:
      return `No connection to ${to} could be made (${code}).`;
  }
}

/** What rules can tell of a request. */
export function callOf({ method, target }: Part & { kind: 'request' }): Call {
  const query = target.indexOf('?');
  return { method, path: query < 0 ? target : target.slice(0, query) };
}

/** Raw headers, name and value by turns, as pairs. */
export function pairs(raw: readonly string[]): HeaderPair[] {
  const found: HeaderPair[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return found;
}
