import { inspect } from 'node-inspect-extracted';
import { expect, test } from 'vitest';
import { sameAsNode, WebTestHost } from './testing.ts';

sameAsNode([
  ['name, message and code', ({ DOMException }) => new DOMException('too late', 'TimeoutError')],
  [
    'defaults',
    ({ DOMException }) => {
      const { name, message, code } = new DOMException();
      return [name, message, code];
    },
  ],
  ['a name without a code', ({ DOMException }) => new DOMException('m', 'OwnError').code],
  [
    'a cause',
    ({ DOMException }) => new DOMException('m', { name: 'DataError', cause: 5 } as never),
  ],
  [
    'constants',
    ({ DOMException }) => [
      (DOMException as unknown as { ABORT_ERR: number }).ABORT_ERR,
      (new DOMException() as unknown as { DATA_CLONE_ERR: number }).DATA_CLONE_ERR,
    ],
  ],
  [
    'it is an Error, with a tag of its own',
    ({ DOMException }) => {
      const error = new DOMException('m', 'AbortError');
      const own = Object.keys(error);
      return [error instanceof Error, own, Object.prototype.toString.call(error), String(error)];
    },
  ],
]);

test('it prints as Node prints it', () => {
  const { DOMException } = new WebTestHost().web;
  const error = new DOMException('too late', 'TimeoutError');
  expect(error.stack).toMatch(/^TimeoutError: too late\n +at /);
  expect(inspect(error)).toMatch(/^DOMException \[TimeoutError\]: too late\n +at /);
});
