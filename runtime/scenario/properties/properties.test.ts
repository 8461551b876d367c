import { describe, expect, test } from 'vitest';
import {
  conservation,
  exactlyOnce,
  fencing,
  mutualExclusion,
  type SessionGuarantee,
  type SessionOperation,
  sessionGuarantee,
} from './index.ts';

describe('mutual exclusion', () => {
  const hold = (holder: string, fromMs: number, toMs: number) => ({ holder, fromMs, toMs });

  test('holds when one lets go before the next gets hold', () => {
    expect(mutualExclusion([hold('b', 20, 30), hold('a', 0, 20)])).toEqual({ holds: true });
    expect(mutualExclusion([])).toEqual({ holds: true });
  });

  test('shows the two that held it at the same time', () => {
    const [a, b] = [hold('a', 0, 2500), hold('b', 2310, 3000)];
    expect(mutualExclusion([a, b])).toEqual({
      holds: false,
      sentence: 'a and b held the lock at 2.310 s: a had it since 0.000 s.',
      shown: [a, b],
    });
  });

  test('sees an overlap with a hold that is older than the one before', () => {
    const held = [hold('a', 0, 100), hold('b', 10, 20), hold('c', 50, 60)];
    expect(mutualExclusion(held)).toMatchObject({ holds: false, shown: [held[0], held[1]] });
    expect(
      mutualExclusion([hold('a', 0, Number.POSITIVE_INFINITY), hold('c', 50, 60)]),
    ).toMatchObject({ holds: false });
  });
});

describe('fencing', () => {
  const write = (by: string, token: number, atMs: number) => ({ by, token, atMs });

  test('holds while tokens never go back', () => {
    expect(fencing([write('a', 1, 0), write('a', 1, 1), write('b', 2, 2)])).toEqual({
      holds: true,
    });
  });

  test('shows the stale write and the one before it', () => {
    const writes = [write('a', 1, 0), write('b', 2, 10), write('a', 1, 20)];
    expect(fencing(writes)).toEqual({
      holds: false,
      sentence: 'The store took a write of a with token 1 at 0.020 s, after one of b with token 2.',
      shown: [writes[1], writes[2]],
    });
  });
});

test('conservation shows the first total that is not the sum', () => {
  const read = (total: number, atMs: number) => ({ total, atMs });
  expect(conservation([read(200, 0), read(200, 5)], 200)).toEqual({ holds: true });
  expect(conservation([read(200, 0), read(190, 5000)], 200)).toMatchObject({
    sentence: 'All accounts together hold 190 at 5.000 s, not 200: 10 is missing.',
  });
  expect(conservation([read(210, 0)], 200)).toMatchObject({
    sentence: 'All accounts together hold 210 at 0.000 s, not 200: 10 is too much.',
  });
});

test('exactly once shows what was done twice, never, or for nobody', () => {
  const effects = (...keys: string[]) => keys.map((key) => ({ key }));
  expect(exactlyOnce(effects('b', 'a'), ['a', 'b'])).toEqual({ holds: true });
  expect(exactlyOnce(effects('a', 'a'), ['a'])).toMatchObject({ sentence: 'a was done 2 times.' });
  expect(exactlyOnce(effects('a'), ['a', 'b'])).toMatchObject({ sentence: 'b was never done.' });
  expect(exactlyOnce(effects('a', 'x'), ['a'])).toMatchObject({
    sentence: 'x was done, and nobody asked for it.',
  });
});

describe('session guarantees', () => {
  const did = (kind: 'read' | 'write', version: number, session = 's'): SessionOperation => ({
    session,
    kind,
    key: 'k',
    version,
    atMs: version,
  });
  const broken: [SessionGuarantee, SessionOperation[]][] = [
    ['read your writes', [did('write', 5), did('read', 4)]],
    ['monotonic reads', [did('read', 5), did('read', 4)]],
    ['monotonic writes', [did('write', 5), did('write', 4)]],
    ['writes follow reads', [did('read', 5), did('write', 4)]],
  ];

  test.each(broken)(
    '%s: shows the two operations that break it, and breaks no other',
    (guarantee, operations) => {
      expect(sessionGuarantee(guarantee, operations)).toMatchObject({
        holds: false,
        shown: operations,
      });
      for (const [other] of broken) {
        if (other !== guarantee)
          expect(sessionGuarantee(other, operations)).toEqual({ holds: true });
      }
    },
  );

  test('what another session did, or did with another key, does not count', () => {
    const others = [did('write', 5, 't'), did('read', 4)];
    const elsewhere = [did('write', 5), { ...did('read', 4), key: 'other' }];
    for (const [guarantee] of broken) {
      expect(sessionGuarantee(guarantee, others)).toEqual({ holds: true });
      expect(sessionGuarantee(guarantee, elsewhere)).toEqual({ holds: true });
    }
  });

  test('says who, what and when', () => {
    expect(sessionGuarantee('read your writes', [did('write', 5), did('read', 4)])).toMatchObject({
      sentence:
        's wrote version 5 at 0.005 s of k, then read version 4 at 0.004 s: no read your writes.',
    });
  });
});
