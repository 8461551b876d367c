import type { ConnectionId } from '../../network/index.ts';
import type { Frame } from '../../process/index.ts';

export type HeadFrame = Frame & { readonly kind: 'request' | 'response' };

interface FrameMessage {
  readonly type: 'frame';
  readonly id: ConnectionId;
  readonly frame: Frame;
}

/**
 * A request or response whose frames follow one another, in one message: most are so short that
 * copying from thread to thread costs by the object, not by the byte.
 */
export interface Whole {
  readonly type: 'whole';
  readonly id: ConnectionId;
  readonly head: HeadFrame;
  /** Its one body frame's; null when it has none. */
  readonly bytes: Uint8Array | null;
  readonly trailers: readonly string[];
}

type Packed<Message> = Message | Whole;

/** Messages as they are sent: the same in the same order, with what is whole in one. */
export function pack<Message extends { readonly type: string }>(
  messages: readonly Message[],
): Packed<Message>[] {
  const packed: Packed<Message>[] = [];
  for (let at = 0; at < messages.length; ) {
    const whole = wholeAt(messages, at);
    if (whole === null) packed.push(messages[at++] as Message);
    else {
      packed.push(whole);
      at += whole.bytes === null ? 2 : 3;
    }
  }
  return packed;
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
  return { type: 'whole', id, head, bytes: body?.bytes ?? null, trailers: end.trailers };
}

function frameOf(message: { readonly type: string } | undefined, id: ConnectionId): Frame | null {
  if (message?.type !== 'frame') return null;
  const of = message as FrameMessage;
  return of.id === id ? of.frame : null;
}

/** The messages that were packed into one. */
export function unpack({ id, head, bytes, trailers }: Whole): FrameMessage[] {
  const frames: Frame[] = [head];
  if (bytes !== null) frames.push({ kind: 'body', bytes });
  frames.push({ kind: 'end', trailers });
  return frames.map((frame) => ({ type: 'frame', id, frame }));
}
