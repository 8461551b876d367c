import { METHODS } from 'node:http';
import type { Grammar } from './framer.ts';
import { readRequestHead, readResponseHead, requestFraming, responseFraming } from './head.ts';
import type { RawPart } from './raw-part.ts';

/** How one direction is read: it depends on what goes the other way. */
export interface Reading extends Grammar {
  /** This went the other way. */
  answered(part: RawPart): void;
  /** Whether a request has not been answered whole. */
  readonly isAsking: boolean;
}

/** Reads what a caller sends. */
export function readRequests(): Reading {
  const unanswered: string[] = [];
  let hasLeftHttp = false;
  let isFinal = false;
  return {
    mayBegin: (bytes, at) => !hasLeftHttp && mayBeRequest(bytes, at),
    open(lines) {
      const head = readRequestHead(lines);
      const framing = head === null ? null : requestFraming(head);
      if (head === null || framing === null) return null;
      unanswered.push(head.method);
      return { part: { kind: 'request', ...head }, follows: framing };
    },
    ended: () => {},
    answered(part) {
      if (part.kind === 'response') {
        if (switchesProtocol(part.status, unanswered[0])) hasLeftHttp = true;
        isFinal = hasLeftHttp || part.status >= 200;
      } else if (part.kind === 'end' && isFinal) {
        unanswered.shift();
      }
    },
    get isAsking() {
      return unanswered.length > 0;
    },
  };
}

/** Reads what a service answers. */
export function readResponses(): Reading {
  const unanswered: string[] = [];
  return {
    // An answer that nobody asked for is some other protocol, or the last word of a server that
    // could not read the request.
    mayBegin: (bytes, at) => unanswered.length > 0 && mayBeResponse(bytes, at),
    open(lines) {
      const [method = ''] = unanswered;
      const head = readResponseHead(lines);
      const framing = head === null ? null : responseFraming(head, method);
      if (head === null || framing === null) return null;
      const part = { kind: 'response', ...head } as const;
      if (switchesProtocol(head.status, method)) return { part, follows: 'bytes' };
      return { part, follows: head.status < 200 ? 'head' : framing };
    },
    ended: () => void unanswered.shift(),
    answered(part) {
      if (part.kind === 'request') unanswered.push(part.method);
    },
    get isAsking() {
      return unanswered.length > 0;
    },
  };
}

/** From such an answer on the connection carries something else (RFC 9110, 7.8 and 9.3.6). */
function switchesProtocol(status: number, method: string | undefined): boolean {
  return status === 101 || (method === 'CONNECT' && status >= 200 && status < 300);
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
