import { expect, test } from 'vitest';
import type { FaultRule, Happening, LedgerEvent } from '../../network/index.ts';
import { storyOf } from './story.ts';

const NOBODY = { text: '', bytes: 0 };
const exchange = { id: 3, from: 'learner', to: 'till-1' } as const;
const RULE: FaultRule = {
  id: 'r',
  from: 'learner',
  to: 'any',
  calls: { method: null, path: null },
  share: 1,
  times: null,
  fault: { kind: 'error', status: 503 },
};
const REQUEST = {
  type: 'request',
  ...exchange,
  connection: 1,
  method: 'POST',
  path: '/sales',
  headers: [],
  body: { text: '{"cents":5}', bytes: 11 },
  cause: null,
} as const;
const HAPPENINGS: readonly Happening[] = [
  { type: 'synced', changed: ['till.ts'], removed: [], errors: 0 },
  { type: 'starting', instance: 'till-1', service: 'till', port: 20_001 },
  { type: 'listening', instance: 'till-1', service: 'till', port: 20_001, tookMs: 1 },
  { type: 'output', instance: 'till-1', stream: 'stdout', text: 'ready\nto sell\n' },
  REQUEST,
  { type: 'fault-struck', rule: 'r', fault: 'lost-reply', ...exchange },
  { type: 'delivered', ...exchange, what: 'copy' },
  { type: 'signalled', instance: 'till-1', signal: 'SIGSTOP' },
  { type: 'signalled', instance: 'till-1', signal: 'SIGCONT' },
  { type: 'signalled', instance: 'till-1', signal: 'SIGTERM' },
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
  {
    type: 'faults-set',
    rules: [
      { ...RULE, from: 'tills', to: 'bank-1', fault: { kind: 'partition', direction: 'both' } },
      { ...RULE, share: 0.2 },
    ],
  },
  { type: 'fault-struck', rule: 'r', fault: 'error', ...exchange, id: null },
  { type: 'request-failed', ...exchange, code: 'ABORT_ERR', message: '', tookMs: 1 },
  { type: 'request-failed', ...exchange, code: 'ECONNRESET', message: '', tookMs: 1 },
];
const at = (atMs: (index: number) => number, happenings: readonly Happening[]): LedgerEvent[] =>
  happenings.map((happening, seq) => ({ ...happening, seq, atMs: atMs(seq) }));

const told = (run: readonly LedgerEvent[], failedAt: number | null = null) =>
  storyOf(run, failedAt).map(
    ({ atMs, text, isEvidence }) => `${isEvidence ? '>' : ' '} ${atMs} ${text}`,
  );

test('a run is told in order: who sent what to whom and when, and what befell them', () => {
  expect(
    told(
      at((seq) => seq * 10, HAPPENINGS),
      10,
    ),
  ).toEqual([
    '  10 till-1 was started, to listen on 20001',
    '  20 till-1 began to listen',
    '  30 till-1 printed: ready',
    '  30 till-1 printed: to sell',
    String.raw`  40 the check → till-1: POST /sales "{\"cents\":5}" (request 3)`,
    '  50 the answer of till-1 to POST /sales (request 3) was lost',
    '  60 request 3 reached till-1 a second time',
    '  70 till-1 was paused',
    '  80 till-1 went on',
    '  90 till-1 was sent SIGTERM',
    '> 100 till-1 → the check: 204 (to request 3)',
    '> 100 here the check failed',
    '  110 till-1 crashed before the fsync of journal',
    '  120 till-1 ended (SIGKILL)',
    '  130 the check → till-1: no connection (ECONNREFUSED)',
    '  140 from here on: no faults',
    '  150 from here on: partition from tills to bank-1, error from the check to any for 20 % of the messages',
    '  160 error struck the check → till-1',
    '  170 the check gave up request 3',
    '  180 the check got no answer to request 3: ECONNRESET',
  ]);
});

test('a request is told before what its service does with it in the same moment', () => {
  const run = at(
    (seq) => (seq === 0 ? 1 : 2),
    [
      { type: 'output', instance: 'till-1', stream: 'stdout', text: 'earlier' },
      { type: 'output', instance: 'till-1', stream: 'stdout', text: 'handled' },
      { type: 'replied', id: 3, from: 'till-1', to: 'learner', status: 204 },
      { type: 'delivered', ...exchange, what: 'request' },
    ],
  );
  expect(told(run)).toEqual([
    '  1 till-1 printed: earlier',
    '  2 request 3 reached till-1',
    '  2 till-1 printed: handled',
    '  2 till-1 began to answer request 3: 204',
  ]);
});

test('who had a lock is told as the registry saw it, and its end unless that is the end of the run', () => {
  const registry = (observation: Extract<Happening, { type: 'registry' }>['observation']) =>
    ({ type: 'registry', instance: 'registry-1', observation }) as const;
  const asks = { ...exchange, from: 'till-1', to: 'registry-1', path: '/v3/lease/grant' };
  const put = { kind: 'etcd-key-put', value: '', revision: 2, version: 1, lease: '26' } as const;
  const run = at(
    (seq) => seq,
    [
      { ...REQUEST, ...asks },
      registry({ kind: 'etcd-lease-granted', lease: '26', leftMs: 2000 }),
      registry({ ...put, key: 'locks/till' }),
      registry({ ...put, key: 'locks/safe' }),
      registry({ kind: 'etcd-key-deleted', key: 'locks/till', revision: 3 }),
      { type: 'synced', changed: [], removed: [], errors: 0 },
    ],
  );
  expect(told(run).slice(2)).toEqual([
    '  2 registry-1: key put locks/till',
    '  2 till-1 had locks/till',
    '  3 registry-1: key put locks/safe',
    '  3 till-1 had locks/safe',
    '  4 registry-1: key deleted locks/till',
    '  4 till-1 had locks/till no more',
  ]);
});
