import { Buffer } from 'buffer';
import { captured } from '../../async-hooks/context.ts';
import { AbortError } from '../../errors/abort-error.ts';
import { invalidArgument } from '../../errors/node-error.ts';
import type { Frame } from '../../host.ts';
import { nextTick } from '../../loop.ts';
import { Agent } from '../agent.ts';
import { joinedHeader, validateHeaderName } from '../header-rules.ts';
import { IncomingMessage } from '../incoming-message.ts';
import { completeHead } from '../message-head.ts';
import { headerPairs } from '../outgoing-headers.ts';
import { OutgoingMessage } from '../outgoing-message.ts';
import { abortedError, hangUpError } from '../socket.ts';
import type { Carried, ClientSocket } from './client-socket.ts';
import { globalAgent } from './global-agent.ts';
import {
  checkRequestOptions,
  checkTimeout,
  type RequestOptions,
  readRequestArguments,
} from './options.ts';

/** Methods whose requests have a body only when they say how long it is. */
const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

/** https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpclientrequest */
export class ClientRequest extends OutgoingMessage implements Carried {
  readonly agent: Agent;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly protocol: string;
  readonly timeout: number | undefined;
  res: IncomingMessage | null = null;
  aborted = false;
  reusedSocket = false;
  maxHeadersCount: number | null = null;
  useChunkedEncodingByDefault: boolean;
  /** What the agent opens a connection with, as long as the request waits for one. */
  asked: RequestOptions | null = null;
  declare socket: ClientSocket | null;
  readonly #inContext: (run: () => void) => void = captured((run: () => void) => run());
  #expectedBytes = Number.POSITIVE_INFINITY;
  #receivedBytes = 0;
  #destroyed = false;
  #closed = false;
  #failed = false;
  #reason: Error | null = null;
  #hearsTimeout = false;
  #stopListening = () => {};

  static {
    // Those of a Writable follow its own end, and not that of the exchange.
    Object.defineProperties(ClientRequest.prototype, {
      destroyed: {
        get(this: ClientRequest) {
          return this.#destroyed;
        },
      },
      closed: {
        get(this: ClientRequest) {
          return this.#closed;
        },
      },
    });
  }

  constructor(...args: unknown[]) {
    super();
    const { options, listener } = readRequestArguments(args);
    this.agent = agentOf(options.agent);
    checkRequestOptions(options, this.agent.protocol);
    const { method } = options;
    if (method) validateHeaderName(method, 'Method');
    this.method = method?.toUpperCase() || 'GET';
    this.path = options.path || '/';
    this.host = options.hostname || options.host || 'localhost';
    this.protocol = options.protocol || this.agent.protocol;
    this.timeout = options.timeout;
    this.sendDate = false;
    this.useChunkedEncodingByDefault = !WITHOUT_BODY.has(this.method);
    this.shouldKeepAlive = this.agent.keepAlive || Number.isFinite(this.agent.maxSockets);
    if (listener !== undefined) this.once('response', listener);
    const port = options.port || options.defaultPort || this.agent.defaultPort;
    this.#takeHeaders(options, port);
    if (options.timeout !== undefined) this.#listenForTimeout();
    this.agent.addRequest(this, Object.assign(options, { host: this.host, port }));
    if (options.signal !== undefined) this.#obey(options.signal);
    if (this.hasHeader('expect')) this.flushHeaders();
  }

  #takeHeaders({ headers, auth, setHost = true }: RequestOptions, port: number | string): void {
    if (Array.isArray(headers)) {
      this.outgoing.setList(headerPairs(headers));
      return;
    }
    for (const [name, value] of headerPairs(headers)) {
      if (value !== undefined) this.outgoing.set(name, value);
    }
    if (setHost && !this.hasHeader('host')) {
      const name =
        this.host.includes(':') && !this.host.startsWith('[') ? `[${this.host}]` : this.host;
      this.setHeader('Host', Number(port) === this.agent.defaultPort ? name : `${name}:${port}`);
    }
    if (auth && !this.hasHeader('authorization')) {
      this.setHeader('Authorization', `Basic ${Buffer.from(auth).toString('base64')}`);
    }
  }

  #obey(signal: NonNullable<RequestOptions['signal']>): void {
    const abort = () => this.destroy(new AbortError(signal.reason));
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    // Named first, as below: V8 puts a function that is written right into a property among its old
    // objects, and what those lead to outlives every quick collection.
    const stop = () => signal.removeEventListener('abort', abort);
    this.#stopListening = stop;
  }

  /** The agent has a connection for it, which may still be dialling. */
  onSocket(socket: ClientSocket): void {
    nextTick(() => this.#inContext(() => this.#take(socket)));
  }

  #take(socket: ClientSocket): void {
    if (this.#destroyed) {
      // Given up while it waited: the connection is as good as before.
      if (socket.connecting) socket.destroy();
      else socket.emit('free');
      this.#end(this.#reason ?? hangUpError());
      return;
    }
    socket.carried = this;
    const failed = (error: Error) => this.#inContext(() => this.#fail(error));
    const lost = () => this.#inContext(() => this.#lost());
    socket.onError = failed;
    socket.onClosed = lost;
    if (this.agent.options?.timeout) this.#listenForTimeout();
    this.connectTo(socket, socket);
    this.emit('socket', socket);
  }

  protected override writeImplicitHead(): void {
    const isFramed = this.hasHeader('content-length') || this.hasHeader('transfer-encoding');
    if (!isFramed && !this.useChunkedEncodingByDefault) this.hasBody = false;
    const head = completeHead(this.outgoing, {
      hasBody: this.hasBody,
      usesChunks: this.useChunkedEncodingByDefault,
      knownBytes: this.knownBytes,
      sendDate: this.sendDate,
      keepAlive: this.shouldKeepAlive,
      keepAliveHint: null,
      isLast: false,
    });
    const { method, path: target } = this;
    this.storeHead(head, { kind: 'request', method, target, headers: head.raw });
  }

  frame(frame: Frame): void {
    this.#inContext(() => {
      if (frame.kind === 'response') this.#answer(frame);
      else if (frame.kind === 'body') this.#receive(frame.bytes);
      else if (frame.kind === 'end') this.res?.receiveEnd(frame.trailers);
    });
  }

  ended(): void {
    this.#inContext(() => {
      if (this.res === null && !this.#destroyed) this.#fail(hangUpError());
    });
  }

  #answer(head: Frame & { kind: 'response' }): void {
    const { socket } = this;
    if (socket === null || this.res !== null) return;
    const answer = new IncomingMessage(socket, head.headers, (bytes) => {
      socket.took(bytes);
    });
    answer.statusCode = head.status;
    answer.statusMessage = head.reason;
    if (head.status < 200) {
      this.#inform(answer);
      return;
    }
    if (joinedHeader(head.headers, 'connection') === 'close') this.shouldKeepAlive = false;
    this.res = answer;
    answer.req = this;
    const length = joinedHeader(head.headers, 'content-length');
    this.#expectedBytes = Number(length ?? Number.POSITIVE_INFINITY);
    answer.on('end', () => this.#answered());
    this.on('finish', () => {
      if (answer.readableEnded) this.#letGo();
    });
    if (this.aborted || !this.emit('response', answer)) answer.dump();
  }

  #receive(bytes: Uint8Array): void {
    const room = this.#expectedBytes - this.#receivedBytes;
    this.#receivedBytes += bytes.length;
    if (room > 0) this.res?.receive(bytes.length > room ? bytes.subarray(0, room) : bytes);
    // On a wire the rest would be read as the beginning of another answer.
    if (bytes.length > room) this.socket?.destroy(parseError(this.shouldKeepAlive));
  }

  /** 1xx: the answer itself is still to come. */
  #inform({ statusCode, statusMessage, headers, rawHeaders }: IncomingMessage): void {
    if (statusCode === 100) this.emit('continue');
    const version = { httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1 };
    this.emit('information', { statusCode, statusMessage, ...version, headers, rawHeaders });
  }

  #answered(): void {
    if (!this.shouldKeepAlive) this.socket?.destroySoon();
    else if (this.writableFinished) this.#letGo();
  }

  /** Request and answer are whole: the connection is free, after whoever hears of the end. */
  #letGo(): void {
    const { socket } = this;
    if (socket === null || this.#closed || this.#destroyed) return;
    this.#destroyed = true;
    socket.onError = nothing;
    socket.onClosed = nothing;
    if (this.#hearsTimeout) socket.setTimeout(0, this.#timedOut);
    nextTick(() =>
      this.#inContext(() => {
        this.#close();
        socket.emit('free');
      }),
    );
  }

  /** The connection is gone, while it was this request's. */
  #lost(): void {
    const answer = this.res;
    this.#destroyed = true;
    if (answer === null) {
      this.#end(hangUpError());
      return;
    }
    if (!answer.complete) answer.destroy(abortedError());
    this.#close();
    if (!answer.aborted && answer.readable) answer.push(null);
  }

  #end(error: Error): void {
    if (this.res === null) this.#fail(error);
    this.#close();
  }

  /** An error event; the first is the only one. */
  #fail(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.emit('error', error);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopListening();
    this.emit('close');
  }

  /** Breaks off the exchange: with an error event, unless the answer is there already. */
  override destroy(error?: Error | null): this {
    if (this.#destroyed) return this;
    this.#destroyed = true;
    this.res?.dump();
    this.#reason = error ?? null;
    this.socket?.destroy(error ?? undefined);
    return this;
  }

  /** The older way to say it, with an event of its own. */
  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    nextTick(() => this.emit('abort'));
    this.destroy();
  }

  readonly #timedOut = (): void => {
    this.emit('timeout');
  };

  #listenForTimeout(): void {
    if (this.#hearsTimeout) return;
    this.#hearsTimeout = true;
    if (this.socket !== null) this.socket.once('timeout', this.#timedOut);
    else this.on('socket', (socket: ClientSocket) => socket.once('timeout', this.#timedOut));
  }

  /** A `timeout` event when nothing crosses the connection for so long; it ends nothing by itself. */
  override setTimeout(timeoutMs: number, callback?: () => void): this {
    if (this.res?.readableEnded) return this;
    checkTimeout('msecs', timeoutMs);
    this.#listenForTimeout();
    if (callback !== undefined) this.once('timeout', callback);
    const begin = (socket: ClientSocket) => {
      if (socket.connecting) socket.once('connect', () => socket.setTimeout(timeoutMs));
      else socket.setTimeout(timeoutMs);
    };
    if (this.socket !== null) begin(this.socket);
    else this.once('socket', begin);
    return this;
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}
}

function nothing(): void {}

/** What Node's parser says of bytes after the end of an answer. */
function parseError(isKept: boolean): Error {
  const [code, reason] = isKept
    ? ['HPE_INVALID_CONSTANT', 'Expected HTTP/']
    : ['HPE_CLOSED_CONNECTION', 'Data after `Connection: close`'];
  return Object.assign(new Error(`Parse Error: ${reason}`), { code, reason });
}

function agentOf(given: unknown): Agent {
  if (given === false) return new Agent();
  if (given === undefined || given === null) return globalAgent();
  if (typeof (given as Agent).addRequest === 'function') return given as Agent;
  const expected = 'one of Agent-like Object, undefined, or false';
  throw invalidArgument('options.agent', expected, given);
}
