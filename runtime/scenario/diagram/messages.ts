import type { LedgerEvent } from '../../network/index.ts';
import type { Message } from './diagram.ts';

type Of<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>;

/** What the ledger tells of one exchange. */
interface Told {
  readonly request: Of<'request'>;
  delivered: Of<'delivered'> | null;
  readonly copies: Of<'delivered'>[];
  replied: Of<'replied'> | null;
  end: Of<'response'> | Of<'request-failed'> | null;
  readonly struck: Set<string>;
}

/** Requests, copies of them, and replies, as arrows: `endMs` is when the run was over. */
export function messagesOf(events: readonly LedgerEvent[], endMs: number): Message[] {
  const exchanges = new Map<number, Told>();
  const messages: Message[] = [];
  for (const event of events) {
    if (event.type === 'request') {
      const told = {
        delivered: null,
        copies: [],
        replied: null,
        end: null,
        struck: new Set<string>(),
      };
      exchanges.set(event.id, { request: event, ...told });
      continue;
    }
    if (event.type === 'connect-failed') {
      const { from, to, atMs, code, tookMs } = event;
      const [sentMs, arrivedMs] = [atMs - tookMs, atMs];
      const fate = code === 'ETIMEDOUT' ? 'lost' : 'broken';
      messages.push({ kind: 'connect', from, to, sentMs, arrivedMs, fate, label: code });
      continue;
    }
    if (!('id' in event) || event.id === null) continue;
    const told = exchanges.get(event.id);
    if (told === undefined) continue;
    if (event.type === 'delivered' && event.what === 'copy') told.copies.push(event);
    else if (event.type === 'delivered') told.delivered = event;
    else if (event.type === 'replied') told.replied = event;
    else if (event.type === 'response' || event.type === 'request-failed') told.end = event;
    else if (event.type === 'fault-struck') told.struck.add(event.fault);
  }
  for (const told of exchanges.values()) messages.push(...messagesIn(told, endMs));
  return messages.sort((a, b) => a.sentMs - b.sentMs);
}

function messagesIn(told: Told, endMs: number): Message[] {
  const { request, copies } = told;
  const { from, to, method, path, atMs: sentMs } = request;
  const label = `${method} ${path}`;
  const way = { from, to, sentMs };
  const copied = copies.map(({ atMs }): Message => {
    return { kind: 'copy', ...way, arrivedMs: atMs, fate: 'arrived', label: 'again' };
  });
  return [requestIn(told, endMs, label), ...copied, ...repliesIn(told, endMs)];
}

function requestIn(told: Told, endMs: number, label: string): Message {
  const { request, delivered, replied, end, struck } = told;
  const { from, to, atMs: sentMs } = request;
  const overMs = end?.atMs ?? endMs;
  const base = { kind: 'request', from, to, sentMs, label } as const;
  if (struck.has('lost-request')) return { ...base, arrivedMs: sentMs, fate: 'lost' };
  if (delivered !== null) return { ...base, arrivedMs: delivered.atMs, fate: 'arrived' };
  // Where it comes at once that is not told; where it had not come when all was over, neither.
  const isLate = replied === null && end?.type !== 'response' && told.struck.size === 0;
  if (isLate && end?.type === 'request-failed')
    return { ...base, arrivedMs: overMs, fate: 'broken' };
  return { ...base, arrivedMs: sentMs, fate: 'arrived' };
}

function repliesIn({ request, replied, end, struck }: Told, endMs: number): Message[] {
  const way = { kind: 'reply', from: request.to, to: request.from } as const;
  if (end?.type === 'response') {
    const sentMs = replied?.atMs ?? end.atMs;
    return [{ ...way, sentMs, arrivedMs: end.atMs, fate: 'arrived', label: String(end.status) }];
  }
  if (replied !== null) {
    const fate = struck.has('lost-reply') ? 'lost' : 'broken';
    const arrivedMs = fate === 'lost' ? replied.atMs : (end?.atMs ?? endMs);
    return [{ ...way, sentMs: replied.atMs, arrivedMs, fate, label: String(replied.status) }];
  }
  return [];
}
