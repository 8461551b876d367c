import { constants, type ServerHttp2Stream } from 'node:http2';
import { Code, Refusal } from '../status.ts';
import { type CallHeaders, responseHeaders, statusHeaders } from './headers.ts';

const WITH_STATUS = { sendDate: false, waitForTrailers: true } as const;
const STATUS_ONLY = { sendDate: false, endStream: true } as const;
/** What Node's timers can wait; a longer deadline is none. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * The answer to one call, on its stream of HTTP/2: messages, then how the call went. It is over when
 * it has ended, when its deadline has passed, or when the client has gone.
 */
export class Answer {
  readonly #stream: ServerHttp2Stream;
  readonly #headers: CallHeaders;
  readonly #timer: NodeJS.Timeout | null;
  #hasBegun = false;
  #isOver = false;
  #whenCutOff: (() => void) | null = null;

  constructor(stream: ServerHttp2Stream, headers: CallHeaders) {
    this.#stream = stream;
    this.#headers = headers;
    // A stream that fails also closes, and nobody is left to be told why.
    stream.on('error', () => {});
    stream.on('close', () => this.#cutOff());
    const { timeoutMs } = headers;
    const hasTimer = timeoutMs !== null && timeoutMs <= MAX_TIMER_MS;
    this.#timer = hasTimer ? setTimeout(() => this.#expired(), timeoutMs) : null;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Calls `run` when it is over by no doing of the method; of several, the last. */
  onCutOff(run: () => void): void {
    if (this.#isOver) run();
    else this.#whenCutOff = run;
  }

  /** Sends a message in its frame. False: it was taken, but the client is behind. */
  send(frame: Buffer): boolean {
    if (this.#isOver) return true;
    this.#begin();
    return this.#stream.write(frame);
  }

  /** Sends the last message, in its frame, and that the call went well. */
  endWith(frame: Buffer): void {
    if (this.#isOver) return;
    this.#begin();
    this.#finish(null);
    this.#stream.end(frame);
  }

  /** Sends how the call went; null: well. */
  end(refusal: Refusal | null): void {
    if (this.#isOver) return;
    if (this.#hasBegun) {
      this.#finish(refusal);
      this.#stream.end();
      return;
    }
    this.#settle();
    const headers = { ...responseHeaders(this.#headers), ...statusHeaders(refusal) };
    this.#stream.respond(headers, STATUS_ONLY);
    this.#letGo();
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#stream.respond(responseHeaders(this.#headers), WITH_STATUS);
  }

  /** The status follows when the messages are on their way. */
  #finish(refusal: Refusal | null): void {
    this.#settle();
    this.#stream.on('wantTrailers', () => {
      if (this.#stream.closed) return;
      this.#stream.sendTrailers(statusHeaders(refusal));
      this.#letGo();
    });
  }

  /** A client that has not ended its side need not go on: nobody listens. */
  #letGo(): void {
    if (this.#stream.readableEnded) return;
    this.#stream.resume();
    // Node itself sends the status no sooner.
    setImmediate(() => {
      if (!this.#stream.closed && !this.#stream.readableEnded) {
        this.#stream.close(constants.NGHTTP2_NO_ERROR);
      }
    });
  }

  #expired(): void {
    if (this.#isOver) return;
    this.end(new Refusal(Code.DEADLINE_EXCEEDED, 'context deadline exceeded'));
    this.#whenCutOff?.();
  }

  #cutOff(): void {
    if (this.#isOver) return;
    this.#settle();
    this.#whenCutOff?.();
  }

  #settle(): void {
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
