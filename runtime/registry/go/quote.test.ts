import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { quote, quoteByte, quoteUtf8 } from './quote.ts';

const sha256 = (parts: Iterable<string>) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

// Both sums are of what Go 1.19’s strconv.Quote makes of the same.
test('every code point is quoted as Go quotes it', () => {
  function* quoted() {
    for (let code = 0; code <= 0x10ffff; code++) yield quote(String.fromCodePoint(code));
  }
  expect(sha256(quoted())).toBe('275d8aa772e799a8803627e6913ca781e447b66ba9fdf82201d95f557083e018');
});

test('bytes are quoted as Go quotes them, be they UTF-8 or not', () => {
  const edges = Buffer.from('417f808f909fa0bfc1c2dfe0e1edeff0f1f4f5ff', 'hex').toString('latin1');
  function* quoted() {
    for (const a of edges) {
      for (const b of edges) {
        for (const c of edges) for (const d of edges) yield quoteUtf8(a + b + c + d);
      }
    }
  }
  expect(sha256(quoted())).toBe('2acc2f14f8169317c841594af832a47727d669d199c26dee7ebbcd1ded2860bf');
});

test('a byte alone is named as a character', () => {
  expect(
    ['a', "'", '"', '\\', '\x00', '\n', '\x7f', '\x85', '\xad', '\xc3'].map(quoteByte),
  ).toEqual([
    "'a'",
    "'\\''",
    "'\"'",
    "'\\\\'",
    "'\\x00'",
    "'\\n'",
    "'\\x7f'",
    "'\\u0085'",
    "'\\u00ad'",
    "'Ã'",
  ]);
});
