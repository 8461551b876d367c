import { expect, test } from 'vitest';
import type { LedgerEvent } from '../../network/index.ts';
import { readMessage } from './read-message.ts';

const stamp = { seq: 0, atMs: 1.5 };
const exited: LedgerEvent = {
  ...stamp,
  type: 'exited',
  instance: 'till-1',
  service: 'till',
  code: null,
  signal: 'SIGKILL',
};
const failed = {
  outcome: 'failed',
  sentence: 'No.',
  evidence: '',
  hint: '',
  event: 0,
  run: [exited],
  schedule: '17',
} as const;
const verdict = (one: unknown, run: unknown = []) => ({
  type: 'verdict',
  id: 1,
  verdict: one,
  run,
});

test.each([
  [{ type: 'ready' }],
  [{ type: 'alive' }],
  [{ type: 'progress', id: 1, tried: 3, of: 20 }],
  [{ type: 'stopped', id: 1 }],
  [{ type: 'at', id: 1, at: null }],
  [{ type: 'at', id: 1, at: { service: 'till', place: null } }],
  [{ type: 'at', id: 1, at: { service: 'till', place: { path: 'till.ts', line: 3 } } }],
  [{ type: 'broken', id: 1, message: 'why' }],
  [verdict({ outcome: 'passed', sentence: 'Yes.', schedules: 3 })],
  [verdict({ outcome: 'inconclusive', sentence: 'Who knows.', hint: 'Again.' }, [exited])],
  [verdict(failed)],
])('%j is read as it is', (message) => {
  expect(readMessage(structuredClone(message))).toEqual(message);
});

test('what a message has beside its members is left out', () => {
  const more = { ...failed, constructor: 'x', html: '<script>' };
  expect(readMessage(verdict(more))).toEqual(verdict(failed));
});

test.each([
  [null],
  ['ready'],
  [{ type: 'passed' }],
  [{ type: 'progress', id: 1, tried: 4, of: 3 }],
  [{ type: 'progress', id: -1, tried: 1, of: 3 }],
  [verdict({ outcome: 'passed', sentence: 'Yes.', schedules: 'many' })],
  [verdict({ outcome: 'passed', sentence: { toString: 'x' }, schedules: 1 })],
  [verdict({ ...failed, run: [{ ...exited, instance: {} }] })],
  [verdict({ ...failed, run: [{ ...exited, type: 'toString' }] })],
  [verdict({ ...failed, run: [{ ...exited, type: 'request' }] })],
  [verdict({ ...failed, run: { length: 1 } })],
  [verdict({ ...failed, event: 'first' })],
])('%j is no message', (data) => {
  expect(readMessage(data)).toBeNull();
});
