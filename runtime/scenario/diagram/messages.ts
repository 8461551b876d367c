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

/**
 * Requests, copies of them, and replies, as arrows: `endMs` is when the run was over, `failedAt` the
 * `seq` of the event that shows that it failed.
 */
export function messagesOf(
  events: readonly LedgerEvent[],
  endMs: number,
  failedAt: number | null,
): Message[] {
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
      const isEvidence = event.seq === failedAt;
      messages.push({
        kind: 'connect',
        from,
        to,
        sentMs,
        arrivedMs,
        fate,
        label: code,
        isEvidence,
      });
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
  for (const told of exchanges.values()) messages.push(...messagesIn(told, endMs, failedAt));
  return messages.sort((a, b) => a.sentMs - b.sentMs);
}

function messagesIn(told: Told, endMs: number, failedAt: number | null): Message[] {
  const { request, copies } = told;
  const { from, to, method, path, atMs: sentMs } = request;
  const label = `${method} ${path}`;
  const way = { from, to, sentMs };
  const shows = (...events: ({ readonly seq: number } | null)[]) =>
    events.some((event) => event !== null && event.seq === failedAt);
  const copied = copies.map((copy): Message => {
    const isEvidence = shows(copy);
    return {
      kind: 'copy',
      ...way,
      arrivedMs: copy.atMs,
      fate: 'arrived',
      label: 'again',
      isEvidence,
    };
  });
  return [
    { ...requestIn(told, endMs, label), isEvidence: shows(request, told.delivered) },
    ...copied,
    ...repliesIn(told, endMs).map((reply) => ({
      ...reply,
      isEvidence: shows(told.replied, told.end),
    })),
  ];
}

type Arrow = Omit<Message, 'isEvidence'>;

function requestIn(told: Told, endMs: number, label: string): Arrow {
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

function repliesIn({ request, replied, end, struck }: Told, endMs: number): Arrow[] {
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
