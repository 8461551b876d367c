import { expect, test } from 'vitest';
import type { LedgerEvent } from '../../network/index.ts';
import { whatStruck } from './struck.ts';

const lab = (...happened: object[]) => {
  const run = happened.map((event, seq) => ({ seq, atMs: seq * 100, ...event }) as LedgerEvent);
  return {
    events: <T extends LedgerEvent['type']>(type: T) =>
      run.filter((event): event is Extract<LedgerEvent, { type: T }> => event.type === type),
  };
};

test('what struck a run is told in its order', () => {
  const call = { from: 'orders-1', to: 'bank-1' };
  const run = lab(
    { type: 'power-lost', instance: 'orders-1', point: null },
    { type: 'request', id: 7, ...call, method: 'POST', path: '/pay' },
    { type: 'fault-struck', fault: 'lost-reply', id: 7, ...call },
    { type: 'fault-struck', fault: 'lost-request', id: 7, ...call },
    { type: 'fault-struck', fault: 'duplicate', id: 7, ...call },
    { type: 'crash-point', instance: 'bank-1', point: 'before fsync journal' },
    { type: 'power-lost', instance: 'bank-1', point: 'after request-sent POST /pay' },
  );
  expect(whatStruck(run)).toBe(
    'At 0.000 s orders-1 lost its power. ' +
      'At 0.200 s the answer of bank-1 to POST /pay (request 7) was lost. ' +
      'At 0.300 s POST /pay (request 7) from orders-1 to bank-1 was lost. ' +
      'At 0.400 s POST /pay (request 7) from orders-1 to bank-1 was duplicated. ' +
      'At 0.500 s bank-1 crashed before the fsync of journal. ' +
      'At 0.600 s bank-1 lost its power after sending POST /pay.',
  );
});

test('nothing is told of a run that nothing struck', () => {
  expect(whatStruck(lab({ type: 'signalled', instance: 'orders-1', signal: 'SIGKILL' }))).toBe('');
});
