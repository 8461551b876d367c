import { expect, test } from 'vitest';
import { MemoryLedger } from './ledger.ts';
import { exportLedger, importLedger } from './ledger-lines.ts';

function ledgerOf(events: number, capacity?: number): MemoryLedger {
  let nowMs = 0;
  const ledger = new MemoryLedger(() => nowMs++, capacity);
  for (let index = 0; index < events; index++) {
    ledger.append({ type: 'output', instance: 'hello-1', stream: 'stdout', text: `${index}\n` });
  }
  return ledger;
}

test('what was exported is imported as it was', () => {
  const ledger = ledgerOf(3);
  expect(importLedger(exportLedger(ledger))).toEqual({ events: ledger.read(), droppedBefore: 0 });
});

test('an export tells that older events were dropped', () => {
  const ledger = ledgerOf(25, 10);
  const { events, droppedBefore } = importLedger(exportLedger(ledger));
  expect(droppedBefore).toBe(ledger.droppedBefore);
  expect(droppedBefore).toBeGreaterThan(0);
  expect(events[0]?.seq).toBe(droppedBefore);
});

test('an empty ledger can be exported too', () => {
  expect(importLedger(exportLedger(ledgerOf(0)))).toEqual({ events: [], droppedBefore: 0 });
});

const LINES = exportLedger(ledgerOf(3)).split('\n');

test.each([
  ['nothing', '', 'Line 1: this is no JSON object. Export the ledger again.'],
  ['another file', '{"name":"x"}', 'Line 1: this is not an exported ledger.'],
  [
    'a newer version',
    '{"format":"brownout-ledger","version":2,"droppedBefore":0}',
    'Line 1: version 2 is not known here, only 1.',
  ],
  ['a missing line', [LINES[0], LINES[2]].join('\n'), 'Line 2: seq should be 0, not 1.'],
  ['a line that was cut off', LINES.join('\n').slice(0, -10), 'Line 4: this is no JSON object.'],
  [
    'time that runs backwards',
    [LINES[0], LINES[1]?.replace('"atMs":0', '"atMs":9'), LINES[2]].join('\n'),
    'Line 3: its time is before that of the last.',
  ],
])('refuses %s, naming the line', (_, text, message) => {
  expect(() => importLedger(text)).toThrow(message);
});
