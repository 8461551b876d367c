import type { Frame } from '../../host.ts';
import { host } from '../host.ts';
import { Deadline } from './deadline.ts';
import {
  BodyTimeoutError,
  connectionReset,
  HeadersTimeoutError,
  ResponseContentLengthMismatchError,
  SocketError,
  terminated,
} from './errors.ts';
import { type Framing, readFraming } from './framing.ts';
import { IncomingBody, type IncomingBodyListener } from './incoming-body.ts';
import { type Outgoing, Sender } from './outgoing.ts';
import type { Wire } from './wire.ts';

/** What undici allows for a response to begin, and between two pieces of its body. */
const SILENCE_LIMIT_MS = 300_000;

/** The beginning of a response; its body is still to come. */
export interface Incoming {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly string[];
  readonly body: IncomingBody;
}

/** How an exchange leaves its connection. */
export type Leftover =
  | { readonly connection: 'reusable'; readonly idleMs: number }
  /** Done with in order. */
  | { readonly connection: 'finished' }
  /** In the middle of something: it must be broken. */
  | { readonly connection: 'dirty' };

type State =
  | { readonly at: 'queued' }
  | { readonly at: 'awaiting'; readonly wire: Wire; readonly sender: Sender }
  | {
      readonly at: 'receiving';
      readonly wire: Wire;
      readonly sender: Sender;
      readonly framing: Framing;
      receivedBytes: number;
      /** Of those, what was read. */
      takenBytes: number;
    }
  | { readonly at: 'done' };

/** One request and its response. It keeps the process alive until the response has come whole. */
export class Exchange implements IncomingBodyListener {
  readonly incoming: Promise<Incoming>;
  readonly #outgoing: Outgoing;
  readonly #release = host.openHandle();
  readonly #bodyClosed: () => void;
  #state: State = { at: 'queued' };
  #free: ((leftover: Leftover) => void) | null = null;
  #deadline: Deadline | null = null;
  #resolve!: (incoming: Incoming) => void;
  #reject!: (error: unknown) => void;
  #body: IncomingBody | null = null;

  /** `bodyClosed` is called when the response's body has been read or lost. */
  constructor(outgoing: Outgoing, bodyClosed: () => void) {
    this.#outgoing = outgoing;
    this.#bodyClosed = bodyClosed;
    this.incoming = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Whether nobody waits for it any more. */
  get isDone(): boolean {
    return this.#state.at === 'done';
  }

  /** Sends the request. `free` is called once, when the connection is no longer needed. */
  start(wire: Wire, free: (leftover: Leftover) => void): void {
    const sender = new Sender(this.#outgoing, wire);
    this.#state = { at: 'awaiting', wire, sender };
    this.#free = free;
    this.#deadline = new Deadline(SILENCE_LIMIT_MS, () => this.#tooSilent());
    sender.send().catch((error) => this.fail(error));
  }

  frame(frame: Frame): void {
    const state = this.#state;
    this.#deadline?.putOff();
    if (state.at === 'queued' || state.at === 'done') return;
    if (frame.kind === 'response' && state.at === 'awaiting') this.#begin(state, frame);
    else if (frame.kind === 'body' && state.at === 'receiving') this.#receive(state, frame.bytes);
    else if (frame.kind === 'end' && state.at === 'receiving') this.#end(state);
  }

  #begin(state: State & { at: 'awaiting' }, head: Frame & { kind: 'response' }): void {
    const { wire, sender } = state;
    if (head.status === 100) this.fail(new SocketError('bad response', wire.connection));
    if (head.status === 101) this.fail(new SocketError('bad upgrade', wire.connection));
    if (head.status < 200) return;
    const hasBody = this.#outgoing.method !== 'HEAD' && head.status !== 204 && head.status !== 304;
    const framing = readFraming(head.headers, hasBody);
    this.#state = { at: 'receiving', wire, sender, framing, receivedBytes: 0, takenBytes: 0 };
    this.#body = new IncomingBody(this);
    const { status, reason, headers } = head;
    this.#resolve({ status, reason, headers, body: this.#body });
  }

  #receive(state: State & { at: 'receiving' }, bytes: Uint8Array): void {
    const { lengthBytes } = state.framing;
    const wanted = lengthBytes === null ? bytes.length : lengthBytes - state.receivedBytes;
    state.receivedBytes += bytes.length;
    // As they are where it can be: a part of them needs memory of another kind.
    this.#body?.push(bytes.length <= wanted ? bytes : bytes.subarray(0, wanted));
    // More than was declared cannot be told from the next response: nobody may come after it.
    if (bytes.length > wanted) this.#complete({ connection: 'dirty' });
  }

  #end(state: State & { at: 'receiving' }): void {
    const { lengthBytes, closes, idleMs } = state.framing;
    // Fewer bytes than declared: on a wire the client would go on waiting, until the other end closes.
    if (lengthBytes !== null && state.receivedBytes < lengthBytes) return;
    const kept = !closes && idleMs > 0 && !isLast(this.#outgoing.headers);
    // What was not read yet is in memory, and the next exchange needs all the room there is.
    this.taken(state.receivedBytes - state.takenBytes);
    if (!state.sender.isDone) this.#complete({ connection: 'dirty' });
    else if (kept) this.#complete({ connection: 'reusable', idleMs });
    else this.#complete({ connection: 'finished' });
  }

  /** Somebody read this many bytes of the body. */
  taken(bytes: number): void {
    const state = this.#state;
    if (state.at !== 'receiving') return;
    state.takenBytes += bytes;
    state.wire.took(bytes);
  }

  /** Nobody wants the rest of the body. */
  cancelled(): void {
    this.#finish({ connection: 'dirty' });
  }

  /** All of the body has been read, or will never be. */
  closed(): void {
    this.#bodyClosed();
  }

  /** The other end closed in order. */
  ended(): void {
    const state = this.#state;
    if (state.at === 'awaiting') this.fail(closedEarly(state.wire));
    else if (state.at === 'receiving') this.#cutShort(state, closedEarly);
  }

  /** The other end broke the connection. */
  broken(): void {
    const state = this.#state;
    if (state.at === 'awaiting') this.fail(connectionReset());
    else if (state.at === 'receiving') this.#cutShort(state, connectionReset);
  }

  #cutShort(state: State & { at: 'receiving' }, error: (wire: Wire) => Error): void {
    const { closes, lengthBytes } = state.framing;
    if (!closes) this.fail(error(state.wire));
    else if (lengthBytes !== null) this.fail(new ResponseContentLengthMismatchError());
    else this.#complete({ connection: 'dirty' });
  }

  #tooSilent(): void {
    if (this.#state.at === 'awaiting') this.fail(new HeadersTimeoutError());
    else if (this.#body?.isWaitedFor) this.fail(new BodyTimeoutError());
    else this.#deadline = new Deadline(SILENCE_LIMIT_MS, () => this.#tooSilent());
  }

  /** Ends it with an error: fetch's own, or that of the body once there is a response. */
  fail(error: unknown): void {
    if (this.isDone) return;
    const body = this.#body;
    this.#finish({ connection: 'dirty' }, error);
    if (body === null) this.#reject(error);
    else body.fail(terminated(error));
  }

  /** Ends it because nobody wants it; a body that was not read is lost, even when it has come. */
  abort(reason: unknown): void {
    this.#finish({ connection: 'dirty' }, reason);
    if (this.#body === null) this.#reject(reason);
    else this.#body.fail(reason);
  }

  #complete(leftover: Leftover): void {
    this.#finish(leftover);
    this.#body?.complete();
  }

  #finish(leftover: Leftover, reason?: unknown): void {
    const state = this.#state;
    if (state.at === 'done') return;
    this.#state = { at: 'done' };
    this.#deadline?.stop();
    if (state.at === 'queued') this.#outgoing.body?.cancel(reason);
    else if (!state.sender.isDone) state.sender.stop(reason);
    this.#free?.(leftover);
    this.#release();
  }
}

function closedEarly(wire: Wire): Error {
  return new SocketError('other side closed', wire.connection);
}

/** Whether the request said that the connection ends with it. */
function isLast(headers: readonly string[]): boolean {
  return headers[headers.indexOf('connection') + 1] === 'close';
}
