import type { ServerHttp2Stream } from 'node:http2';
import { toRefusal } from '../gateway/answer.ts';
import type { RequestSink, ResponseStream } from '../server/call.ts';
import type { StreamMethod } from '../server/method.ts';
import { Code, Refusal } from '../status.ts';
import type { Answer } from './answer.ts';
import { framed, messageOf } from './message.ts';
import { MessageReader } from './message-reader.ts';
import { endedEarly } from './unary.ts';

/** Answers a call that is answered many times. */
export function serveStream(method: StreamMethod, stream: ServerHttp2Stream, answer: Answer): void {
  const call = new StreamedCall(method, stream, answer);
  stream.on('data', (piece: Buffer) => call.piece(piece));
  stream.on('end', () => call.ended());
}

class StreamedCall {
  readonly #method: StreamMethod;
  readonly #stream: ServerHttp2Stream;
  readonly #answer: Answer;
  readonly #reader = new MessageReader();
  readonly #sink: RequestSink<never>;
  #takesMessages = true;
  #whenGone: (() => void) | null = null;

  constructor(method: StreamMethod, stream: ServerHttp2Stream, answer: Answer) {
    this.#method = method;
    this.#stream = stream;
    this.#answer = answer;
    answer.onCutOff(() => this.#close());
    this.#sink = method.open(this.#response());
  }

  piece(piece: Buffer): void {
    if (!this.#takesMessages) return;
    this.#guarded(() => {
      this.#reader.push(piece);
      for (let next = this.#reader.next(); next !== null; next = this.#reader.next()) {
        this.#take(next);
        if (!this.#takesMessages) return;
      }
    });
  }

  /** The client has ended its side. */
  ended(): void {
    if (!this.#takesMessages) return;
    this.#takesMessages = false;
    this.#guarded(() => {
      if (this.#isAskedOnce) throw endedEarly(this.#reader);
      if (this.#reader.isWithin) throw new Refusal(Code.INTERNAL, 'unexpected EOF');
      this.#sink.end();
    });
  }

  get #isAskedOnce(): boolean {
    return this.#method.kind === 'server-stream';
  }

  #take(bytes: Buffer): void {
    const unreadable = this.#isAskedOnce
      ? 'error unmarshalling request:'
      : 'failed to unmarshal the received message';
    const message = messageOf(this.#method.request, bytes, unreadable);
    if (this.#isAskedOnce) this.#takesMessages = false;
    this.#sink.message(message as never);
    if (this.#isAskedOnce) this.#sink.end();
  }

  #guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#end(toRefusal(error));
    }
  }

  #response(): ResponseStream<object> {
    const { response } = this.#method;
    return {
      send: (message) => {
        const takesMore = this.#answer.send(framed(response, message));
        // A client that does not read is not listened to either.
        if (!takesMore) this.#stream.pause();
        return takesMore;
      },
      onDrain: (run) => {
        this.#stream.on('drain', () => {
          this.#stream.resume();
          run();
        });
      },
      onGone: (run) => {
        this.#whenGone = run;
      },
      end: () => this.#end(null),
      fail: (refusal) => this.#end(refusal),
    };
  }

  #end(refusal: Refusal | null): void {
    this.#answer.end(refusal);
    this.#close();
  }

  #close(): void {
    this.#takesMessages = false;
    this.#whenGone?.();
    this.#whenGone = null;
  }
}
