import { expect, test } from 'vitest';
import { primaryAction, type Situation } from './primary.ts';

const idle: Situation = {
  busy: false,
  running: false,
  stale: false,
  sent: false,
  verdict: 'none',
};

test.each<[string, Partial<Situation>, string]>([
  ['at first: run', {}, 'run'],
  ['it runs: send it a request', { running: true }, 'send'],
  ['it has answered: check', { running: true, sent: true }, 'check'],
  ['the files have changed: run again', { running: true, sent: true, stale: true }, 'run'],
  ['passed: go on', { running: true, sent: true, verdict: 'passed' }, 'next'],
  ['failed: edit first', { running: true, sent: true, verdict: 'failed' }, 'none'],
  [
    'no verdict came of it: check again',
    { running: true, sent: true, verdict: 'inconclusive' },
    'check',
  ],
  ['something is under way: wait', { busy: true }, 'none'],
])('%s', (_name, situation, expected) => {
  expect(primaryAction({ ...idle, ...situation })).toBe(expected);
});
