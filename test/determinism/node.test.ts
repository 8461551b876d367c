import { beforeAll, describe, expect, test } from 'vitest';
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import { ledgersOf, SEEDS } from './ledgers.ts';

describe('simulated runs in one realm', () => {
  let ledgers: readonly string[];

  beforeAll(async () => {
    ledgers = await ledgersOf(await nodeRealm());
  });

  test('of the same seeds give the same ledgers, in whatever order they follow each other', async () => {
    const backwards = await ledgersOf(await nodeRealm(), SEEDS.toReversed());
    expect(backwards.toReversed()).toEqual(ledgers);
  });

  test('of other seeds give other ledgers', () => {
    expect(new Set(ledgers).size).toBe(SEEDS.length);
  });

  test.each([
    ['a request is answered', '"type":"response"'],
    ['a request breaks', '"code":"ECONNRESET"'],
    ['a connection is refused', 'ECONNREFUSED'],
    ['a deadline passes', 'TimeoutError'],
    ['a timer throws', 'RangeError: out of tea'],
    ['a promise rejects, and is handled too late', 'TypeError: not today'],
    ['a rejection is told, and handled a few events later', 'told of Error: for now'],
    ['an instance is killed', '"signal":"SIGKILL"'],
    ['an instance leaves when it is asked to', 'leaving with'],
    ['a stream breaks', 'stopped: '],
    ['an interval passes', 'tick'],
    ['a file call overtakes another', 'written first: b'],
  ])('are of a program in which %s', (_what, seen) => {
    expect(ledgers.join('\n')).toContain(seen);
  });
});
