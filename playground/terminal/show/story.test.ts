import { expect, test } from 'vitest';
import type { Happening, LedgerEvent } from '../../../runtime/network/index.ts';
import { storyLines } from './story.ts';
import { createStyle } from './style.ts';

const NOBODY = { text: '', bytes: 0 };
const exchange = { id: 3, from: 'learner', to: 'till-1' } as const;
const HAPPENINGS: readonly Happening[] = [
  { type: 'synced', changed: ['till.ts'], removed: [], errors: 0 },
  { type: 'starting', instance: 'till-1', service: 'till', port: 20_001 },
  { type: 'listening', instance: 'till-1', service: 'till', port: 20_001, tookMs: 1 },
  { type: 'output', instance: 'till-1', stream: 'stdout', text: 'ready\nto sell\n' },
  {
    type: 'request',
    ...exchange,
    connection: 1,
    method: 'POST',
    path: '/sales',
    headers: [],
    body: { text: '{"cents":5}', bytes: 11 },
    cause: null,
  },
  { type: 'fault-struck', rule: 'r', fault: 'lost-reply', ...exchange },
  { type: 'delivered', ...exchange, what: 'copy' },
  { type: 'signalled', instance: 'till-1', signal: 'SIGSTOP' },
  { type: 'signalled', instance: 'till-1', signal: 'SIGCONT' },
  {
    type: 'response',
    id: 3,
    from: 'till-1',
    to: 'learner',
    status: 204,
    headers: [],
    body: NOBODY,
    tookMs: 1,
  },
  { type: 'crash-point', instance: 'till-1', point: 'before fsync journal' },
  { type: 'exited', instance: 'till-1', service: 'till', code: null, signal: 'SIGKILL' },
  { type: 'connect-failed', from: 'learner', to: 'till-1', code: 'ECONNREFUSED', tookMs: 0 },
  { type: 'faults-set', rules: [] },
];
const RUN: readonly LedgerEvent[] = HAPPENINGS.map((happening, seq) => ({
  ...happening,
  seq,
  atMs: seq * 10.5,
}));

test('a request is told before what its service does with it in the same moment', () => {
  const happenings: readonly Happening[] = [
    { type: 'output', instance: 'till-1', stream: 'stdout', text: 'earlier' },
    { type: 'output', instance: 'till-1', stream: 'stdout', text: 'handled' },
    { type: 'replied', id: 3, from: 'till-1', to: 'learner', status: 204 },
    { type: 'delivered', ...exchange, what: 'request' },
  ];
  const run = happenings.map((one, seq) => ({ ...one, seq, atMs: seq === 0 ? 1 : 2 }));

  expect(storyLines(run, null, 80, createStyle(false))).toEqual([
    '     1.0  till-1 prints: earlier',
    '     2.0  request 3 reaches till-1',
    '     2.0  till-1 prints: handled',
    '     2.0  till-1 begins to answer request 3: 204',
  ]);
});

test('a run is told in order: who sent what to whom and when, and what befell them', () => {
  expect(storyLines(RUN, 9, 80, createStyle(false))).toEqual([
    '    10.5  till-1 starts, to listen on 20001',
    '    21.0  till-1 listens',
    '    31.5  till-1 prints: ready',
    '    31.5  till-1 prints: to sell',
    String.raw`    42.0  the check -> till-1: POST /sales "{\"cents\":5}" (request 3)`,
    '    52.5  lost-reply strikes request 3',
    '    63.0  request 3 reaches till-1 a second time',
    '    73.5  till-1 is paused',
    '    84.0  till-1 goes on',
    '>   94.5  till-1 -> the check: 204 (to request 3)',
    '   105.0  till-1 crashes before fsync journal',
    '   115.5  till-1 ends (SIGKILL)',
    '   126.0  the check -> till-1: no connection (ECONNREFUSED)',
    '   136.5  all faults are healed',
  ]);
});

test('long lines are wrapped behind the times', () => {
  const lines = storyLines(RUN, null, 40, createStyle(false));
  expect(lines.filter((line) => line.startsWith(' '.repeat(12))).length).toBeGreaterThan(0);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
});
