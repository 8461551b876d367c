import type { Frame } from '../../../process/index.ts';
import { LIMITS } from '../limits.ts';
import {
  headers,
  integer,
  LONGEST_TEXT,
  object,
  oneOf,
  text,
  type Untrusted,
} from './read-fields.ts';
import { ProtocolViolation } from './violation.ts';

const KINDS = ['request', 'response', 'body', 'end', 'credit'] as const;

/** Reads a frame from a process. Throws a ProtocolViolation when it is none. */
export function readFrame(value: unknown): Frame {
  const from = object(value, 'frame');
  const kind = oneOf(from, 'kind', KINDS);
  switch (kind) {
    case 'request': {
      const method = text(from, 'method', LONGEST_TEXT);
      const target = text(from, 'target', LONGEST_TEXT);
      return { kind, method, target, headers: headers(from, 'headers') };
    }
    case 'response': {
      const reason = text(from, 'reason', LONGEST_TEXT);
      return { kind, status: status(from, 'status'), reason, headers: headers(from, 'headers') };
    }
    case 'body':
      return { kind, bytes: bodyBytes(from.bytes) };
    case 'end':
      return { kind, trailers: headers(from, 'trailers') };
    case 'credit':
      return { kind, bytes: integer(from, 'bytes', 1, Number.MAX_SAFE_INTEGER) };
  }
}

export function status(from: Untrusted, name: string): number {
  return integer(from, name, 100, 999);
}

/** Characters of what a frame carries, but for bodies, which are measured in bytes elsewhere. */
export function headCharacters(frame: Frame): number {
  switch (frame.kind) {
    case 'request':
      return frame.method.length + frame.target.length + charactersOf(frame.headers);
    case 'response':
      return frame.reason.length + charactersOf(frame.headers);
    case 'end':
      return charactersOf(frame.trailers);
    default:
      return 0;
  }
}

function charactersOf(texts: readonly string[]): number {
  let characters = 0;
  for (const each of texts) characters += each.length;
  return characters;
}

/** A body frame's, in memory of their own. */
export function bodyBytes(value: unknown): Uint8Array {
  // A view of part of a buffer would take the rest of it along, and shared memory can still change.
  const isOwn =
    value instanceof Uint8Array &&
    value.buffer instanceof ArrayBuffer &&
    value.byteLength === value.buffer.byteLength;
  if (isOwn && value.byteLength <= LIMITS.bodyFrameBytes) return value;
  throw new ProtocolViolation(`bytes is no body of at most ${LIMITS.bodyFrameBytes} bytes`);
}
