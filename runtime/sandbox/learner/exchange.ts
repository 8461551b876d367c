import {
  BodyRecorder,
  type ConnectionId,
  type FromEnd,
  type HeaderPair,
  LEARNER,
  type MemoryLedger,
  type ToEnd,
} from '../../network/index.ts';
import { SendWindow } from '../../process/http/send-window.ts';
import type { Frame } from '../../process/index.ts';
import { NetworkError } from '../errors.ts';
import { refused, resetBeforeAnswer, resetDuringAnswer } from '../network-errors.ts';

/** The learner's way into the network. */
export interface LearnerLink {
  /** A number that none of its connections has had. */
  newId(): ConnectionId;
  push(message: FromEnd): void;
  hearConnection(id: ConnectionId, listener: (message: ToEnd) => void): void;
  forgetConnection(id: ConnectionId): void;
}

export interface Destination {
  /** As the ledger names it: an instance's id, or an address where no instance listens. */
  readonly name: string;
  readonly port: number;
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

/** One request that is under way. The ledger gets one end of it: its answer, or why there is none. */
export class Exchange {
  readonly #link: LearnerLink;
  readonly #id: number;
  readonly #to: Destination;
  readonly #request: OutgoingRequest;
  readonly #ledger: MemoryLedger;
  readonly #nowMs: () => number;
  readonly #startedMs: number;
  readonly #connection: number;
  readonly #window = new SendWindow();
  readonly #recorder = new BodyRecorder();
  readonly #abort = () => this.#fail(resetBeforeAnswer(this.#to.name));
  #head: (Frame & { kind: 'response' }) | null = null;
  #body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  /** Bytes that came and for which the sender has not been given credit yet. */
  #owedBytes = 0;
  /** Of the answer's body, how many may still come. */
  #expectedBytes = Number.POSITIVE_INFINITY;
  #over = false;
  #resolve: (response: Response) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(
    link: LearnerLink,
    id: number,
    to: Destination,
    request: OutgoingRequest,
    ledger: MemoryLedger,
    nowMs: () => number,
  ) {
    this.#link = link;
    this.#id = id;
    this.#to = to;
    this.#request = request;
    this.#ledger = ledger;
    this.#nowMs = nowMs;
    this.#startedMs = nowMs();
    this.#connection = link.newId();
  }

  /** Resolves when the answer's headers are there; its body streams. */
  run(): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#request.signal.addEventListener('abort', this.#abort, { once: true });
      this.#link.hearConnection(this.#connection, (message) => this.#hear(message));
      const { port } = this.#to;
      this.#link.push({ type: 'connect', id: this.#connection, host: 'localhost', port });
    });
  }

  #hear(message: ToEnd): void {
    switch (message.type) {
      case 'connected':
        this.#send();
        return;
      case 'connect-failed':
        this.#fail(refused(this.#to.name, this.#to.port));
        return;
      case 'frame':
        this.#receive(message.frame);
        return;
      case 'ended':
      case 'reset': {
        const { name } = this.#to;
        this.#fail(this.#head === null ? resetBeforeAnswer(name) : resetDuringAnswer(name));
      }
    }
  }

  #send(): void {
    const { method, target, headers, body } = this.#request;
    this.#push({ kind: 'request', method, target, headers: headers.flat() });
    this.#sendFrom(body);
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
    this.#head = head;
    this.#expectedBytes = lengthOf(head);
    const bare = WITHOUT_BODY.has(head.status) || this.#request.method === 'HEAD';
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.#body = controller;
        },
        pull: () => this.#settle(),
        cancel: () => this.#cancelled(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD_BYTES }),
    );
    try {
      const { status, reason } = head;
      const headers = new Headers(pairs(head.headers).map(([name, value]) => [name, value]));
      this.#resolve(new Response(bare ? null : body, { status, statusText: reason, headers }));
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
    this.#recorder.add(bytes);
    this.#body?.enqueue(bytes);
    if ((this.#body?.desiredSize ?? 0) > 0) this.#settle();
  }

  #settle(): void {
    if (this.#owedBytes === 0 || this.#over) return;
    this.#push({ kind: 'credit', bytes: this.#owedBytes });
    this.#owedBytes = 0;
  }

  #end(): void {
    const head = this.#head;
    if (head === null || this.#over) return;
    this.#finish('end');
    this.#ledger.append({
      type: 'response',
      id: this.#id,
      from: this.#to.name,
      to: LEARNER,
      status: head.status,
      headers: pairs(head.headers),
      body: this.#recorder.excerpt(),
      tookMs: this.#nowMs() - this.#startedMs,
    });
    this.#body?.close();
  }

  #cancelled(): void {
    if (this.#over) return;
    this.#finish('reset');
    this.#recordFailure('ABORT_ERR', 'The answer was not read to its end.');
  }

  /** The caller's own abort comes before whatever else went wrong. */
  #fail(error: NetworkError): void {
    if (this.#over) return;
    this.#finish('reset');
    const { aborted, reason } = this.#request.signal;
    if (aborted) this.#recordFailure('ABORT_ERR', 'The request was aborted by its sender.');
    else this.#recordFailure(error.code, error.message);
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

  #recordFailure(code: string, message: string): void {
    this.#ledger.append({
      type: 'request-failed',
      id: this.#id,
      from: LEARNER,
      to: this.#to.name,
      code,
      message,
      tookMs: this.#nowMs() - this.#startedMs,
    });
  }
}

/** What Content-Length says, else Infinity. */
function lengthOf({ headers }: Frame & { kind: 'response' }): number {
  const length = pairs(headers).find(([name]) => name.toLowerCase() === 'content-length');
  return length === undefined ? Number.POSITIVE_INFINITY : Number(length[1]);
}

function pairs(raw: readonly string[]): HeaderPair[] {
  const found: HeaderPair[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return found;
}

/** For instance a status that a page's Response cannot have. */
function unreadable(from: string, error: unknown): NetworkError {
  const message = `${from} gave an answer that cannot be read: ${error}.`;
  return new NetworkError('ERR_INVALID_ANSWER', message);
}
