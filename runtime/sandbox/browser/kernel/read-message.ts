import type { ProcessSignal } from '../../../process/index.ts';
import { LIMITS } from '../limits.ts';
import { unpack, type Whole } from '../packing.ts';
import type { FromProcess } from '../protocol.ts';
import {
  boolean,
  headers,
  integer,
  LONGEST_TEXT,
  object,
  oneOf,
  text,
  type Untrusted,
} from './read-fields.ts';
import { bodyBytes, readFrame, status } from './read-frame.ts';
import { readVolumeOperation } from './read-volume-operation.ts';

const TYPES = [
  'frame',
  'end',
  'reset',
  'connect',
  'output',
  'listen',
  'unlisten',
  'ready',
  'loaded',
  'pong',
  'handle',
  'raise',
  'file',
  'limited',
  'exit',
] as const satisfies readonly FromProcess['type'][];

const MOST = Number.MAX_SAFE_INTEGER;
const SIGNALS = [
  'SIGHUP',
  'SIGINT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
] as const satisfies readonly ProcessSignal[];

const LONGEST_SIGNAL = 'SIGSTKFLT'.length;

/**
 * Reads a message of a process, and what is packed into it. A learner's code runs in the same global
 * as the code that speaks for it, and can make it say anything: so only what is read here field by
 * field goes on, and the rest throws a ProtocolViolation. Who says it is known by its worker, never
 * by what it says.
 */
export function readMessages(value: unknown): readonly FromProcess[] {
  return Array.isArray(value) ? unpack(readWhole(value)) : [readMessage(value)];
}

function readWhole([id, start, rest, pairs, body, trailers]: readonly unknown[]): Whole {
  const from: Untrusted = { id, start, rest, headers: pairs, body, trailers };
  return [
    integer(from, 'id', -MOST, MOST),
    typeof start === 'string' ? text(from, 'start', LONGEST_TEXT) : status(from, 'start'),
    text(from, 'rest', LONGEST_TEXT),
    headers(from, 'headers'),
    body === null ? null : readBody(from),
    headers(from, 'trailers'),
  ];
}

function readBody(from: Untrusted): string | Uint8Array {
  return typeof from.body === 'string'
    ? text(from, 'body', LIMITS.bodyFrameBytes)
    : bodyBytes(from.body);
}

/** Reads one that stands for itself. */
export function readMessage(value: unknown): FromProcess {
  const from = object(value, 'message');
  const type = oneOf(from, 'type', TYPES);
  switch (type) {
    case 'ready':
    case 'loaded':
    case 'pong':
      return { type };
    case 'frame':
      return { type, id: integer(from, 'id', -MOST, MOST), frame: readFrame(from.frame) };
    case 'end':
    case 'reset':
      return { type, id: integer(from, 'id', -MOST, MOST) };
    case 'connect': {
      const host = text(from, 'host', LONGEST_TEXT);
      // Positive: the kernel counts the connections that it makes itself downwards.
      return {
        type,
        id: integer(from, 'id', 1, MOST),
        host,
        port: integer(from, 'port', 0, 65_535),
        intent: null,
      };
    }
    case 'listen': {
      const port = integer(from, 'port', 0, 65_535);
      return { type, listener: integer(from, 'listener', 1, MOST), port };
    }
    case 'unlisten':
      return { type, listener: integer(from, 'listener', 1, MOST) };
    case 'output': {
      const stream = oneOf(from, 'stream', ['stdout', 'stderr']);
      const droppedBytes = integer(from, 'droppedBytes', 0, MOST);
      return { type, stream, text: text(from, 'text', LIMITS.outputCharacters), droppedBytes };
    }
    case 'handle': {
      const signal = oneOf(from, 'signal', SIGNALS);
      return { type, signal, handled: boolean(from, 'handled') };
    }
    case 'raise':
      return { type, signal: text(from, 'signal', LONGEST_SIGNAL) };
    case 'file':
      return { type, operation: readVolumeOperation(from.operation) };
    case 'limited':
      return { type, limit: oneOf(from, 'limit', ['memory', 'disk']) };
    case 'exit': {
      const code = integer(from, 'code', 0, 255);
      const uncaught =
        from.uncaught === null ? null : text(from, 'uncaught', LIMITS.outputCharacters);
      return { type, code, uncaught };
    }
  }
}
