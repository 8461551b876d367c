import { expect, test } from 'vitest';
import { findPlaces } from './places.ts';

test('a stack is cut at the places that name a file of the learner', () => {
  expect(findPlaces('at main (hello/server.ts:5:11)\n  at a.ts:1:2')).toEqual([
    'at main (',
    { file: 'hello/server.ts', line: 5, column: 11, text: 'hello/server.ts:5:11' },
    ')\n  at ',
    { file: 'a.ts', line: 1, column: 2, text: 'a.ts:1:2' },
  ]);
});

test('a place may be a URL, and may do without its column', () => {
  expect(findPlaces('file:///hello/server.ts:5\n')).toEqual([
    { file: 'hello/server.ts', line: 5, column: 1, text: 'file:///hello/server.ts:5' },
    '\n',
  ]);
});

test('a text without places stays whole', () => {
  expect(findPlaces('status 200:3:4, node:http')).toEqual(['status 200:3:4, node:http']);
});
