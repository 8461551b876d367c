import { METHODS } from 'node:http';
import { Framer, type Grammar } from './framer.ts';
import { readRequestHead, readResponseHead, requestFraming, responseFraming } from './head.ts';
import type { Flow, RawPart } from './raw-part.ts';

/**
 * The two directions of a connection, which have to be read together: how a response ends depends
 * on its request, and once one side has left HTTP/1 the other has as well.
 */
export class Dialogue {
  /** Methods of the requests that have not been answered yet. */
  readonly #unanswered: string[] = [];
  #hasLeftHttp = false;

  /** Whether a request has not been answered whole. */
  get isAsking(): boolean {
    return this.#unanswered.length > 0;
  }

  /** Whether one side speaks something else than HTTP/1. */
  get hasLeftHttp(): boolean {
    return this.#hasLeftHttp;
  }

  /** Reads what the caller sends. */
  requests(flow: Flow | null, emit: (part: RawPart) => void): Framer {
    const grammar: Grammar = {
      mayBegin: (bytes, at) => this.#stays(!this.#hasLeftHttp && mayBeRequest(bytes, at)),
      open: (lines) => {
        const head = readRequestHead(lines);
        const framing = head === null ? null : requestFraming(head);
        if (head === null || framing === null) return null;
        this.#unanswered.push(head.method);
        return { part: { kind: 'request', ...head }, follows: framing };
      },
      ended: () => {},
    };
    return new Framer(grammar, flow, emit);
  }

  /** Reads what the service answers. */
  responses(flow: Flow | null, emit: (part: RawPart) => void): Framer {
    let isFinal = false;
    const grammar: Grammar = {
      // An answer that nobody asked for is some other protocol, or the last word of a server that
      // could not read the request.
      mayBegin: (bytes, at) => this.#stays(this.isAsking && mayBeResponse(bytes, at)),
      open: (lines) => {
        const [method = ''] = this.#unanswered;
        const head = readResponseHead(lines);
        const framing = head === null ? null : responseFraming(head, method);
        if (head === null || framing === null) return null;
        const switches = head.status === 101 || (method === 'CONNECT' && head.status < 300);
        isFinal = switches || head.status >= 200;
        if (switches) this.#hasLeftHttp = true;
        const follows = switches ? 'bytes' : isFinal ? framing : 'head';
        return { part: { kind: 'response', ...head }, follows };
      },
      ended: () => {
        if (isFinal) this.#unanswered.shift();
      },
    };
    return new Framer(grammar, flow, emit);
  }

  #stays(isHttp: boolean): boolean {
    if (!isHttp && !this.isAsking) this.#hasLeftHttp = true;
    return isHttp;
  }
}

const KNOWN_METHODS = new Set(METHODS);

/** Short names are let wait for more; what cannot become a method is not. */
function mayBeRequest(bytes: Buffer, at: number): boolean {
  const begins = bytes.toString('latin1', at, at + 20);
  const space = begins.indexOf(' ');
  if (space >= 0) return KNOWN_METHODS.has(begins.slice(0, space));
  return METHODS.some((method) => method.startsWith(begins));
}

function mayBeResponse(bytes: Buffer, at: number): boolean {
  const begins = bytes.toString('latin1', at, at + 7);
  return 'HTTP/1.'.startsWith(begins);
}
