import {
  type ConnectionId,
  type FromEnd,
  type HeaderPair,
  pairs,
  type ToEnd,
} from '../../network/index.ts';
import { SendWindow } from '../../process/http/send-window.ts';
import type { Frame } from '../../process/index.ts';
import { NetworkError } from '../errors.ts';
import { resetBeforeAnswer, resetDuringAnswer, unconnected } from '../network-errors.ts';
import type { Destination } from './destination.ts';
import { WholeResponse } from './whole-response.ts';

/** What the learner's end of a connection is told. `unreadable` is not HTTP/1: `why` in words. */
export type ToLearner =
  | ToEnd
  | { readonly type: 'unreadable'; readonly id: ConnectionId; readonly why: string };

/** The learner's way into the network. */
export interface LearnerLink {
  /** A number that none of its connections has had. */
  newId(): ConnectionId;
  push(message: FromEnd): void;
  hearConnection(id: ConnectionId, listener: (message: ToLearner) => void): void;
  forgetConnection(id: ConnectionId): void;
}

export interface OutgoingRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array;
  readonly signal: AbortSignal;
}

/** What is read ahead of a caller who does not read: an answer up to this size ends by itself. */
const READ_AHEAD_BYTES = 256 * 1024;

/** Long bodies travel in pieces, so that the receiver can hold them back. */
const PIECE_BYTES = 64 * 1024;

/** Statuses whose answers cannot have a body (Fetch standard, "null body status"). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** An answer to the learner. */
export interface Answer {
  readonly response: Response;
  /** Whether its body was there already; else it streams. */
  readonly isWhole: boolean;
}

/** One request that is under way. The network records it, and what came of it. */
export class Exchange {
  readonly #link: LearnerLink;
  readonly #to: Destination;
  readonly #request: OutgoingRequest;
  readonly #connection: number;
  readonly #window = new SendWindow();
  readonly #abort = () => this.#fail(resetBeforeAnswer(this.#to.name));
  #answered: (Frame & { kind: 'response' }) | null = null;
  /** What came together with the head; null when there is no head yet, or the body streams. */
  #early: Uint8Array<ArrayBuffer>[] | null = null;
  #body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  /** Bytes that came and for which the sender has not been given credit yet. */
  #owedBytes = 0;
  /** Of the answer's body, how many may still come. */
  #expectedBytes = Number.POSITIVE_INFINITY;
  #over = false;
  #resolve: (answer: Answer) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(link: LearnerLink, to: Destination, request: OutgoingRequest) {
    this.#link = link;
    this.#to = to;
    this.#request = request;
    this.#connection = link.newId();
  }

  /** Resolves when the answer's headers are there, and whatever came with them. */
  run(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#request.signal.addEventListener('abort', this.#abort, { once: true });
      this.#link.hearConnection(this.#connection, (message) => this.#hear(message));
      const { name, service, port } = this.#to;
      const intent = { to: { name, service }, head: this.#head };
      this.#link.push({ type: 'connect', id: this.#connection, host: 'localhost', port, intent });
    });
  }

  #hear(message: ToLearner): void {
    switch (message.type) {
      case 'connected':
        this.#send();
        return;
      case 'connect-failed':
        this.#fail(unconnected(this.#to.name, this.#to.port, message.code));
        return;
      case 'frame':
        this.#receive(message.frame);
        return;
      case 'unreadable':
        this.#fail(unreadable(this.#to.name, message.why));
        return;
      case 'ended':
      case 'reset': {
        const { name } = this.#to;
        this.#fail(this.#answered === null ? resetBeforeAnswer(name) : resetDuringAnswer(name));
      }
    }
  }

  #send(): void {
    this.#push(this.#head);
    this.#sendFrom(this.#request.body);
  }

  #sendFrom(rest: Uint8Array): void {
    if (this.#over) return;
    if (rest.length === 0) {
      this.#push({ kind: 'end', trailers: [] });
      return;
    }
    const bytes = rest.slice(0, PIECE_BYTES);
    this.#window.spend(bytes.length);
    this.#push({ kind: 'body', bytes });
    this.#window.whenOpen(() => this.#sendFrom(rest.subarray(PIECE_BYTES)));
  }

  get #head(): Frame & { kind: 'request' } {
    const { method, target, headers } = this.#request;
    return { kind: 'request', method, target, headers: headers.flat() };
  }

  #push(frame: Frame): void {
    this.#link.push({ type: 'frame', id: this.#connection, frame });
  }

  #receive(frame: Frame): void {
    if (frame.kind === 'credit') this.#window.refill(frame.bytes);
    else if (frame.kind === 'response') this.#answer(frame);
    else if (frame.kind === 'body') this.#take(frame.bytes as Uint8Array<ArrayBuffer>);
    else if (frame.kind === 'end') this.#end();
  }

  #answer(head: Frame & { kind: 'response' }): void {
    // 1xx only announces the answer.
    if (head.status < 200) return;
    this.#answered = head;
    this.#expectedBytes = lengthOf(head);
    this.#early = [];
    // Most answers come whole, in one packet: for those no stream is needed.
    queueMicrotask(() => this.#stream());
  }

  /** The rest of the body is still to come. */
  #stream(): void {
    const early = this.#early;
    if (early === null) return;
    this.#early = null;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.#body = controller;
          for (const bytes of early) controller.enqueue(bytes);
        },
        pull: () => this.#settle(),
        cancel: () => this.#cancelled(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD_BYTES }),
    );
    this.#resolveWith(body);
  }

  #resolveWith(body: ReadableStream | Uint8Array<ArrayBuffer>): void {
    const { status, reason, headers: raw } = this.#answered as Frame & { kind: 'response' };
    const bare = WITHOUT_BODY.has(status) || this.#request.method === 'HEAD';
    const isWhole = body instanceof Uint8Array;
    try {
      const init = { status, statusText: reason, headers: pairs(raw) as [string, string][] };
      const response =
        isWhole && !bare ? new WholeResponse(body, init) : new Response(bare ? null : body, init);
      this.#resolve({ response, isWhole });
    } catch (error) {
      this.#fail(unreadable(this.#to.name, error));
    }
  }

  #take(sent: Uint8Array<ArrayBuffer>): void {
    this.#owedBytes += sent.length;
    // What goes beyond Content-Length is no part of the answer.
    const bytes = sent.subarray(0, Math.max(0, this.#expectedBytes));
    this.#expectedBytes -= bytes.length;
    if (bytes.length === 0) return;
    if (this.#early === null) this.#body?.enqueue(bytes);
    else this.#early.push(bytes);
    if (this.#roomBytes > 0) this.#settle();
  }

  /** How much more is read ahead. */
  get #roomBytes(): number {
    if (this.#early === null) return this.#body?.desiredSize ?? 0;
    return READ_AHEAD_BYTES - bytesOf(this.#early);
  }

  #settle(): void {
    if (this.#owedBytes === 0 || this.#over) return;
    this.#push({ kind: 'credit', bytes: this.#owedBytes });
    this.#owedBytes = 0;
  }

  #end(): void {
    if (this.#answered === null || this.#over) return;
    const whole = this.#early;
    this.#early = null;
    if (whole !== null) this.#resolveWith(joined(whole));
    if (this.#over) return;
    this.#finish('end');
    this.#body?.close();
  }

  #cancelled(): void {
    if (this.#over) return;
    this.#finish('reset');
  }

  /** The caller's own abort comes before whatever else went wrong. */
  #fail(error: NetworkError): void {
    if (this.#over) return;
    this.#stream();
    this.#finish('reset');
    const { aborted, reason } = this.#request.signal;
    const seen: unknown = aborted ? reason : error;
    this.#body?.error(seen);
    this.#reject(seen);
  }

  #finish(how: 'end' | 'reset'): void {
    this.#over = true;
    this.#request.signal.removeEventListener('abort', this.#abort);
    this.#link.forgetConnection(this.#connection);
    this.#link.push({ type: how, id: this.#connection });
  }
}

/** What Content-Length says, else Infinity. */
function lengthOf({ headers }: Frame & { kind: 'response' }): number {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === 'content-length') return Number(headers[at + 1]);
  }
  return Number.POSITIVE_INFINITY;
}

/** For instance a status that a page's Response cannot have. */
function unreadable(from: string, error: unknown): NetworkError {
  const message = `${from} gave an answer that cannot be read: ${error}.`;
  return new NetworkError('ERR_INVALID_ANSWER', message);
}

function bytesOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((bytes, piece) => bytes + piece.length, 0);
}

function joined(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only, ...others] = pieces;
  if (only !== undefined && others.length === 0) return only;
  const whole = new Uint8Array(bytesOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
