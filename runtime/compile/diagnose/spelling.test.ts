import { expect, test } from 'vitest';
import { closest } from './spelling.ts';

test.each([
  ['htp', 'http'],
  ['creatServer', 'createServer'],
  ['evnets', 'events'],
  ['HTTP', 'http'],
])('%s was meant to be %s', (word, meant) => {
  expect(closest(word, ['events', 'createServer', 'http', 'https'])).toBe(meant);
});

test('a word that is like none of them was meant to be none of them', () => {
  expect(closest('express', ['events', 'http', 'process'])).toBeNull();
  expect(closest('a', ['fs', 'os'])).toBeNull();
});
