import type { ByteString } from '../bytes.ts';
import { decodeJson } from '../json/decode.ts';
import { encodeJson } from '../json/encode.ts';
import type { RequestSink, ResponseStream } from '../server/call.ts';
import type { StreamMethod } from '../server/method.ts';
import { Code, type Refusal } from '../status.ts';
import { type Answer, MESSAGE_HEADERS, refusalAnswer, streamError, toRefusal } from './answer.ts';
import { MAX_BODY_BYTES, tooLong } from './limits.ts';
import { MessageSplitter } from './message-splitter.ts';
import { decodeFirst } from './unary.ts';

/** What carries a streamed answer: an HTTP response that is written bit by bit. */
export interface Carrier {
  /** Status and headers; called once, before anything is written. */
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  /** False: the client is behind. `drained` is called when it has caught up. */
  write(text: string): boolean;
  end(): void;
}

/**
 * One call of a streaming method. Whoever carries it tells it what comes of the request's body, when
 * the client has drained and when it has gone.
 */
export class StreamedCall {
  readonly #method: StreamMethod;
  readonly #carrier: Carrier;
  readonly #splitter = new MessageSplitter();
  readonly #sink: RequestSink<never>;
  #body: ByteString = '';
  #hasBegun = false;
  #isOver = false;
  #takesMessages = true;
  #whenDrained = () => {};
  #whenGone = () => {};

  constructor(method: StreamMethod, carrier: Carrier) {
    this.#method = method;
    this.#carrier = carrier;
    this.#sink = method.open(this.#response());
  }

  /** A piece of the request's body. */
  piece(piece: ByteString): void {
    if (!this.#takesMessages) return;
    if (this.#method.kind === 'bidi') this.#take(this.#splitter.push(piece));
    else if (this.#body.length <= MAX_BODY_BYTES) this.#body += piece;
  }

  /** The request's body has ended. */
  ended(): void {
    if (!this.#takesMessages) return;
    if (this.#method.kind === 'bidi') this.#take(this.#splitter.end());
    else this.#guarded(Code.INVALID_ARGUMENT, () => this.#takeOnly());
    if (this.#takesMessages) this.#sink.end();
    this.#takesMessages = false;
  }

  drained(): void {
    if (!this.#isOver) this.#whenDrained();
  }

  gone(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#takesMessages = false;
    this.#whenGone();
  }

  #takeOnly(): void {
    if (this.#body.length > MAX_BODY_BYTES) throw tooLong(this.#body.length);
    this.#sink.message(decodeFirst(this.#method.request, this.#body) as never);
  }

  #take({ values, error }: ReturnType<MessageSplitter['push']>): void {
    for (const value of values) {
      if (!this.#takesMessages) return;
      this.#guarded(Code.UNKNOWN, () =>
        this.#sink.message(decodeJson(this.#method.request, value) as never),
      );
    }
    if (error !== null && this.#takesMessages) this.#broken(error, Code.UNKNOWN);
  }

  #guarded(jsonCode: Code, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#broken(error, jsonCode);
    }
  }

  /** The gateway takes no more of a body that it cannot read, but goes on with what it had begun. */
  #broken(error: unknown, jsonCode: Code): void {
    this.#takesMessages = false;
    if (!this.#hasBegun) this.#fail(toRefusal(error, jsonCode));
  }

  #response(): ResponseStream<object> {
    return {
      send: (message) => {
        if (this.#isOver) return true;
        this.#begin();
        const text = encodeJson(this.#method.response, message as never);
        return this.#carrier.write(`{"result":${text}}\n`);
      },
      onDrain: (run) => {
        this.#whenDrained = run;
      },
      onGone: (run) => {
        this.#whenGone = run;
      },
      end: () => {
        if (this.#isOver) return;
        this.#begin();
        this.#finish();
      },
      fail: (refusal) => this.#fail(refusal),
    };
  }

  #fail(refusal: Refusal): void {
    if (this.#isOver) return;
    if (this.#hasBegun) this.#carrier.write(streamError(refusal));
    else {
      const { status, headers, body }: Answer = refusalAnswer(refusal);
      this.#carrier.begin(status, headers);
      this.#carrier.write(body);
    }
    this.#finish();
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#carrier.begin(200, MESSAGE_HEADERS);
  }

  #finish(): void {
    this.#isOver = true;
    this.#takesMessages = false;
    this.#carrier.end();
    this.#whenGone();
  }
}
