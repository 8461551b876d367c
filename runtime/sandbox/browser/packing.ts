import type { ConnectionId } from '../../network/index.ts';
import type { Frame } from '../../process/index.ts';
import { byteText, isShort, textBytes } from './byte-text.ts';

interface FrameMessage {
  readonly type: 'frame';
  readonly id: ConnectionId;
  readonly frame: Frame;
}

/**
 * A request or response whose frames follow one another, in one list: most are so short that copying
 * from thread to thread costs by the object and its keys, not by the byte.
 */
export type Whole = readonly [
  id: ConnectionId,
  /** A request's method, or a response's status. */
  start: string | number,
  /** A request's target, or a response's reason. */
  rest: string,
  headers: readonly string[],
  /** Its one body frame's, a short one as text of a character a byte; null when it has none. */
  body: string | Uint8Array | null,
  trailers: readonly string[],
];

/** Messages as they are sent: the same in the same order, with what is whole in one. */
export function pack<Message extends { readonly type: string }>(
  messages: readonly Message[],
): (Message | Whole)[] {
  const packed: (Message | Whole)[] = [];
  for (let at = 0; at < messages.length; ) {
    const whole = wholeAt(messages, at);
    packed.push(whole ?? (messages[at] as Message));
    at += whole === null ? 1 : whole[4] === null ? 2 : 3;
  }
  return packed;
}

export function isWhole<Message>(packed: Message | Whole): packed is Whole {
  return Array.isArray(packed);
}

function wholeAt(messages: readonly { readonly type: string }[], at: number): Whole | null {
  const first = messages[at] as FrameMessage;
  if (first.type !== 'frame') return null;
  const { id, frame: head } = first;
  if (head.kind !== 'request' && head.kind !== 'response') return null;
  const next = frameOf(messages[at + 1], id);
  const body = next?.kind === 'body' ? next : null;
  const end = body === null ? next : frameOf(messages[at + 2], id);
  if (end?.kind !== 'end') return null;
  const bytes = body === null ? null : isShort(body.bytes) ? byteText(body.bytes) : body.bytes;
  return head.kind === 'request'
    ? [id, head.method, head.target, head.headers, bytes, end.trailers]
    : [id, head.status, head.reason, head.headers, bytes, end.trailers];
}

function frameOf(message: { readonly type: string } | undefined, id: ConnectionId): Frame | null {
  if (message?.type !== 'frame') return null;
  const of = message as FrameMessage;
  return of.id === id ? of.frame : null;
}

/** The messages that were packed into one. */
export function unpack([id, start, rest, headers, body, trailers]: Whole): FrameMessage[] {
  const frames: Frame[] = [
    typeof start === 'string'
      ? { kind: 'request', method: start, target: rest, headers }
      : { kind: 'response', status: start, reason: rest, headers },
  ];
  if (body !== null) {
    frames.push({ kind: 'body', bytes: typeof body === 'string' ? textBytes(body) : body });
  }
  frames.push({ kind: 'end', trailers });
  return frames.map((frame) => ({ type: 'frame', id, frame }));
}
