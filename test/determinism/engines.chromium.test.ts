import nodeLedgers from 'virtual:brownout/node-ledgers';
import { expect, test } from 'vitest';
import { createPageRealm } from '../support/page-realm.ts';
import { ledgerOf, SEEDS } from './ledgers.ts';

const realm = createPageRealm();

test.each(SEEDS)('seed %i gives the same ledger in Chromium as in Node', async (seed) => {
  const ledger = await ledgerOf(realm, seed);
  expect(ledger.split('\n')).toEqual(nodeLedgers[seed - 1]?.split('\n'));
});

test('a seed gives the same ledger again, after the runs of others', async () => {
  expect(await ledgerOf(realm, 1)).toBe(nodeLedgers[0]);
});
