import { expect, test } from 'vitest';
import { threw } from './start-errors.ts';

test('what was thrown is named, and the place with its column', () => {
  const { message, hint } = threw(
    'hello',
    `file:///hello/server.ts:9
server.listen(port, () => {
       ^

Oops [TypeError]: no tea
    at file:///hello/server.ts:9:8 {
  code: 'ERR_NO_TEA'
}`,
  );
  expect(message).toBe('hello threw before it listened: Oops [TypeError]: no tea');
  expect(hint).toBe('Look at hello/server.ts:9:8.');
});

test('a place without a column is better than none', () => {
  const { message, hint } = threw(
    'hello',
    `hello/server.ts:1
import { x } from 'node:http';
         ^
SyntaxError: there is no x`,
  );
  expect(message).toBe('hello threw before it listened: SyntaxError: there is no x');
  expect(hint).toBe('Look at hello/server.ts:1.');
});

test('what has no stack is told as it is', () => {
  const { message, hint } = threw('hello', "Uncaught 'tea'");
  expect(message).toBe("hello threw before it listened: Uncaught 'tea'");
  expect(hint).toBe('Its output may say more.');
});
