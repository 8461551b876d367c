import { expect, test } from 'vitest';
import { readToken, tokenOf } from './token.ts';

test.each(['0', '17', '17-q', '17-p41x3000-c57', '4294967295-q-r1-a2-d3-w4'])(
  'the token %s is read and written as it is',
  (token) => {
    expect(tokenOf(readToken(token))).toBe(token);
  },
);

test('says what it means', () => {
  expect(readToken('17-p41x3000-c57')).toEqual({
    seed: 17,
    quiet: false,
    disturbances: [
      { kind: 'pause', moment: 41, ms: 3000 },
      { kind: 'crash', moment: 57 },
    ],
  });
});

test.each(['', 'abc', '-1', '17-', '17-x3', '17-p41', '17-c41x5', '17-c', '4294967296'])(
  'refuses %j in words',
  (text) => {
    expect(() => readToken(text)).toThrow('names no schedule. One looks like 17, 17-q or');
  },
);
