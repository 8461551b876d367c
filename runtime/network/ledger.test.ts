import { expect, test } from 'vitest';
import type { LedgerEvent } from './event.ts';
import { MemoryLedger } from './ledger.ts';

function ledgerOf(capacity?: number): { ledger: MemoryLedger; clock: { nowMs: number } } {
  const clock = { nowMs: 0 };
  return { ledger: new MemoryLedger(() => clock.nowMs, capacity), clock };
}

function print(ledger: MemoryLedger, text: string): LedgerEvent {
  return ledger.append({ type: 'output', instance: 'hello-1', stream: 'stdout', text });
}

type Output = Extract<LedgerEvent, { type: 'output' }>;

function printed(text: string) {
  return (event: LedgerEvent): event is Output => event.type === 'output' && event.text === text;
}

test('numbers events from 0 without gaps and stamps them with the clock', () => {
  const { ledger, clock } = ledgerOf();
  print(ledger, 'a');
  clock.nowMs = 12.5;
  print(ledger, 'b');
  expect(ledger.read()).toMatchObject([
    { seq: 0, atMs: 0, text: 'a' },
    { seq: 1, atMs: 12.5, text: 'b' },
  ]);
});

test('reads from a given event on', () => {
  const { ledger } = ledgerOf();
  for (const text of ['a', 'b', 'c']) print(ledger, text);
  expect(ledger.read(1)).toMatchObject([{ text: 'b' }, { text: 'c' }]);
  expect(ledger.read(3)).toEqual([]);
});

test('what was read does not change when more happens', () => {
  const { ledger } = ledgerOf();
  print(ledger, 'a');
  const before = ledger.read();
  print(ledger, 'b');
  expect(before).toHaveLength(1);
});

test('drops the oldest events beyond its capacity and says from where on it knows', () => {
  const { ledger } = ledgerOf(10);
  for (let index = 0; index < 25; index++) print(ledger, String(index));
  expect(ledger.read().length).toBeLessThanOrEqual(10);
  expect(ledger.droppedBefore).toBeGreaterThanOrEqual(15);
  expect(ledger.read()[0]?.seq).toBe(ledger.droppedBefore);
  expect(ledger.read().at(-1)?.seq).toBe(24);
  expect(ledger.read(24)).toMatchObject([{ seq: 24, text: '24' }]);
});

test('drops the oldest events when the texts of all are too much', () => {
  const { ledger } = ledgerOf();
  const text = 'x'.repeat(1024 * 1024);
  for (let index = 0; index < 80; index++) print(ledger, text);
  const kept = ledger.read().length;
  expect(kept).toBeLessThanOrEqual(64);
  expect(kept).toBeGreaterThan(48);
  expect(ledger.droppedBefore).toBe(80 - kept);
});

test('tells subscribers of each event in order, until they stop', () => {
  const { ledger } = ledgerOf();
  const seen: number[] = [];
  print(ledger, 'before');
  const stop = ledger.subscribe((event) => seen.push(event.seq));
  print(ledger, 'a');
  print(ledger, 'b');
  stop();
  print(ledger, 'after');
  expect(seen).toEqual([1, 2]);
});

test('a subscriber that stops while it is told does not hide the event from the others', () => {
  const { ledger } = ledgerOf();
  const seen: string[] = [];
  const stop = ledger.subscribe(() => {
    seen.push('first');
    stop();
  });
  ledger.subscribe(() => seen.push('second'));
  print(ledger, 'a');
  print(ledger, 'b');
  expect(seen).toEqual(['first', 'second', 'second']);
});

test('next finds an event that has happened already', async () => {
  const { ledger } = ledgerOf();
  print(ledger, 'a');
  const event = await ledger.next(printed('a'), new AbortController().signal);
  expect(event.seq).toBe(0);
});

test('next waits for the event', async () => {
  const { ledger } = ledgerOf();
  const waiting = ledger.next(printed('b'), new AbortController().signal);
  print(ledger, 'a');
  print(ledger, 'b');
  expect((await waiting).seq).toBe(1);
});

test('next gives up with the reason of its signal', async () => {
  const { ledger } = ledgerOf();
  const waiting = new AbortController();
  const later = ledger.next(printed('never'), waiting.signal);
  waiting.abort(new Error('enough'));
  await expect(later).rejects.toThrow('enough');
  const atOnce = ledger.next(printed('never'), AbortSignal.abort(new Error('no time')));
  await expect(atOnce).rejects.toThrow('no time');
});
