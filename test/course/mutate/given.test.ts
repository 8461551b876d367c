import { expect, test } from 'vitest';
import { writtenLines } from './given.ts';

const written = (start: string[], solution: string[]) => [
  ...writtenLines(start.join('\n'), solution.join('\n')),
];

test('lines that the start has, in their order, are given; the others are written', () => {
  expect(written(['a', 'b', 'c'], ['a', 'b', 'c'])).toEqual([]);
  expect(written(['a', 'c'], ['a', 'b', 'c', 'd'])).toEqual([2, 4]);
  expect(written(['a', 'b', 'c'], ['x', 'c'])).toEqual([1]);
  expect(written([], ['a'])).toEqual([1]);
});

test('a line that is only moved in or out is given', () => {
  expect(written(['a();', 'b();'], ['try {', '  a();', '} catch {}', 'b();'])).toEqual([1, 3]);
});

test('a line that comes twice is given as often as the start has it', () => {
  expect(written(['}', 'a', '}'], ['}', 'a', '}', 'b', '}'])).toHaveLength(2);
  expect(written(['x', 'a', 'y', 'b'], ['a', 'x', 'a', 'y', 'b'])).toEqual([1]);
});
