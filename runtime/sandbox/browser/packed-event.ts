import type { Happening, HeaderPair } from '../../network/index.ts';
import { pairs } from '../../network/index.ts';
import type { ToPage } from './protocol.ts';

type Happened = ToPage & { readonly type: 'happened' };
type Of<Type extends Happening['type']> = Extract<Happening, { readonly type: Type }>;

/**
 * A request or a response for the ledger, in one list: there are two of these for each call, and
 * copying from thread to thread costs by the object and its keys. Headers are names and values by
 * turns.
 */
export type PackedEvent =
  | readonly [
      type: 'request',
      epochMs: number,
      id: number,
      connection: number,
      from: string,
      to: string,
      method: string,
      path: string,
      headers: readonly string[],
      text: string,
      bytes: number,
      cause: Of<'request'>['cause'],
    ]
  | readonly [
      type: 'response',
      epochMs: number,
      id: number,
      from: string,
      to: string,
      status: number,
      headers: readonly string[],
      text: string,
      bytes: number,
      tookMs: number,
    ];

/** What the kernel says to the page, as it is sent. */
export function packEvents(messages: readonly ToPage[]): (ToPage | PackedEvent)[] {
  return messages.map((message) =>
    message.type === 'happened' ? (packEvent(message) ?? message) : message,
  );
}

/** What the kernel said. */
export function unpackEvent(sent: ToPage | PackedEvent): ToPage {
  if (!isPacked(sent)) return sent;
  return { type: 'happened', epochMs: sent[1], happening: happeningIn(sent) };
}

function isPacked(sent: ToPage | PackedEvent): sent is PackedEvent {
  return Array.isArray(sent);
}

function packEvent({ epochMs, happening }: Happened): PackedEvent | null {
  if (happening.type === 'request') {
    const { type, id, connection, from, to, method, path, headers, body, cause } = happening;
    const { text, bytes } = body;
    const flat = flattened(headers);
    return [type, epochMs, id, connection, from, to, method, path, flat, text, bytes, cause];
  }
  if (happening.type === 'response') {
    const { type, id, from, to, status, headers, body, tookMs } = happening;
    return [type, epochMs, id, from, to, status, flattened(headers), body.text, body.bytes, tookMs];
  }
  return null;
}

function happeningIn(sent: PackedEvent): Happening {
  if (sent[0] === 'request') {
    const [type, , id, connection, from, to, method, path, flat, text, bytes, cause] = sent;
    const body = { text, bytes };
    const headers = pairs(flat);
    return { type, id, connection, from, to, method, path, headers, body, cause };
  }
  const [type, , id, from, to, status, flat, text, bytes, tookMs] = sent;
  return { type, id, from, to, status, headers: pairs(flat), body: { text, bytes }, tookMs };
}

function flattened(headers: readonly HeaderPair[]): string[] {
  const flat: string[] = [];
  for (const [name, value] of headers) flat.push(name, value);
  return flat;
}
