import { expect, test } from 'vitest';
import { diffLines } from './diff.ts';

const marks = { both: ' ', expected: '-', seen: '+' };
const shown = (expected: string[], seen: string[]) =>
  diffLines(expected, seen).map(({ side, text }) => marks[side] + text);

test('equal texts have every line on both sides', () => {
  expect(shown(['a', 'b'], ['a', 'b'])).toEqual([' a', ' b']);
});

test('a changed line is what was expected, then what was seen', () => {
  expect(shown(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([' a', '-b', '+x', ' c']);
});

test('missing and added lines leave the others in place', () => {
  expect(shown(['a', 'b', 'c'], ['b', 'c', 'd'])).toEqual(['-a', ' b', ' c', '+d']);
  expect(shown([], ['a'])).toEqual(['+a']);
  expect(shown(['a'], [])).toEqual(['-a']);
});
