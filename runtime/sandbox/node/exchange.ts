import type { ClientRequest, IncomingMessage } from 'node:http';
import { BodyRecorder, type HeaderPair, LEARNER, type MemoryLedger } from '../../network/index.ts';
import { NetworkError } from '../errors.ts';
import { refused, resetBeforeAnswer, resetDuringAnswer } from '../network-errors.ts';

export interface Destination {
  /** As the ledger names it: an instance's id, or an address where no instance listens. */
  readonly name: string;
  /** An IP address; null when it is known that nothing listens there any more. */
  readonly host: string | null;
  readonly port: number;
}

/** What is read ahead of a caller who does not read: an answer up to this size ends by itself. */
const READ_AHEAD_BYTES = 256 * 1024;

/** Statuses whose answers cannot have a body (Fetch standard, "null body status"). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** One request that is under way. The ledger gets one end of it: its answer, or why there is none. */
export class Exchange {
  readonly #id: number;
  readonly #to: Destination;
  readonly #signal: AbortSignal;
  readonly #ledger: MemoryLedger;
  readonly #nowMs: () => number;
  readonly #startedMs: number;
  readonly #recorder = new BodyRecorder();
  #recorded = false;

  constructor(
    id: number,
    to: Destination,
    signal: AbortSignal,
    ledger: MemoryLedger,
    nowMs: () => number,
  ) {
    this.#id = id;
    this.#to = to;
    this.#signal = signal;
    this.#ledger = ledger;
    this.#nowMs = nowMs;
    this.#startedMs = nowMs();
  }

  /** Resolves when the answer's headers are there; its body streams. */
  answerTo(sent: ClientRequest): Promise<Response> {
    return new Promise((resolve, reject) => {
      const abort = () => sent.destroy();
      this.#signal.addEventListener('abort', abort, { once: true });
      sent.once('close', () => this.#signal.removeEventListener('abort', abort));
      let answered = false;
      sent.on('error', (error) => {
        // Once there is an answer its own events tell how it ends: bytes beyond its end, as a wrong
        // content-length leaves them, are an error of the connection but not of the answer.
        if (!answered) reject(this.failed(this.#toNetworkError(error)));
      });
      sent.once('response', (message) => {
        answered = true;
        this.#toResponse(message).then(resolve, reject);
      });
      sent.once('upgrade', (_message, socket) => {
        socket.destroy();
        reject(this.failed(this.#unreadable('it switches to another protocol')));
      });
    });
  }

  /** Records the failure and gives what the caller is to see: its own abort comes first. */
  failed(error: NetworkError): unknown {
    const { aborted, reason } = this.#signal;
    if (aborted) this.#recordFailure('ABORT_ERR', 'The request was aborted by its sender.');
    else this.#recordFailure(error.code, error.message);
    return aborted ? reason : error;
  }

  async #toResponse(message: IncomingMessage): Promise<Response> {
    const { statusCode: status = 0, statusMessage: statusText = '' } = message;
    const body = this.#bodyOf(message);
    try {
      const headers = new Headers(pairs(message.rawHeaders).map(([name, value]) => [name, value]));
      if (!WITHOUT_BODY.has(status)) return new Response(body, { status, statusText, headers });
      // Read to its end all the same, so that the ledger has the answer before the caller has.
      await body.pipeTo(new WritableStream());
      return new Response(null, { status, statusText, headers });
    } catch (error) {
      if (error === this.#signal.reason || error instanceof NetworkError) throw error;
      message.destroy();
      throw this.failed(this.#unreadable(String(error)));
    }
  }

  #bodyOf(message: IncomingMessage): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream(
      {
        start: (controller) => {
          message.on('data', (chunk: Buffer) => {
            this.#recorder.add(chunk);
            controller.enqueue(new Uint8Array(chunk));
            if ((controller.desiredSize ?? 0) <= 0) message.pause();
          });
          message.once('end', () => {
            this.#recordAnswer(message);
            controller.close();
          });
          message.on('error', () => {
            controller.error(this.failed(resetDuringAnswer(this.#to.name)));
          });
        },
        pull: () => void message.resume(),
        cancel: () => {
          this.#recordFailure('ABORT_ERR', 'The answer was not read to its end.');
          message.destroy();
        },
      },
      { highWaterMark: READ_AHEAD_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
    );
  }

  #recordAnswer(message: IncomingMessage): void {
    if (this.#recorded) return;
    this.#recorded = true;
    this.#ledger.append({
      type: 'response',
      id: this.#id,
      from: this.#to.name,
      to: LEARNER,
      status: message.statusCode ?? 0,
      headers: pairs(message.rawHeaders),
      body: this.#recorder.excerpt(),
      tookMs: this.#tookMs(),
    });
  }

  #recordFailure(code: string, message: string): void {
    if (this.#recorded) return;
    this.#recorded = true;
    this.#ledger.append({
      type: 'request-failed',
      id: this.#id,
      from: LEARNER,
      to: this.#to.name,
      code,
      message,
      tookMs: this.#tookMs(),
    });
  }

  #toNetworkError(error: NodeJS.ErrnoException): NetworkError {
    const { code = 'ERR_UNKNOWN', message } = error;
    if (code === 'ECONNREFUSED') return refused(this.#to.name, this.#to.port);
    if (code === 'ECONNRESET' || code === 'EPIPE') return resetBeforeAnswer(this.#to.name);
    if (code.startsWith('HPE_')) return this.#unreadable(message);
    return new NetworkError(code, `The request to ${this.#to.name} failed: ${message}`);
  }

  #unreadable(why: string): NetworkError {
    const message = `${this.#to.name} gave an answer that cannot be read: ${why}.`;
    return new NetworkError('ERR_INVALID_ANSWER', message);
  }

  #tookMs(): number {
    return this.#nowMs() - this.#startedMs;
  }
}

function pairs(raw: readonly string[]): HeaderPair[] {
  const found: HeaderPair[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return found;
}
