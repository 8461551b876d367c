import { expect, test } from 'vitest';
import { columns, unbroken, wrap } from './columns.ts';

test.each([
  ['Ada', 3],
  ['Zoë', 3],
  ['Zoe\u0308', 3],
  ['李雷', 4],
  ['한글', 4],
  ['\u001b[31mred\u001b[39m', 3],
  ['', 0],
])('%j takes %i columns', (line, width) => {
  expect(columns(line)).toBe(width);
});

test('no line is wider than asked for, and no word is lost', () => {
  const text =
    'GET /hello?name=Zoë should answer with a greeting that has the name in it 李雷 李雷';
  const lines = wrap(text, 30);

  expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(30);
  expect(lines.join(' ')).toBe(text);
});

test('a word longer than a line stands alone', () => {
  expect(wrap('see https://example.org/a/long/address there', 12)).toEqual([
    'see',
    'https://example.org/a/long/address',
    'there',
  ]);
});

test('line breaks and leading spaces stay; further lines are indented as asked', () => {
  expect(wrap('  - one two three\nfour', 11, '    ')).toEqual(['  - one two', '    three', 'four']);
});

test('what is not to be broken stays in one line', () => {
  expect(wrap(`1 users · ${unbroken('2 orders')}`, 12)).toEqual(['1 users ·', '2 orders']);
});
