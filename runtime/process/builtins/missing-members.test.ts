import { expect, test } from 'vitest';
import { runOn } from '../current.ts';
import { TestHost } from '../testing.ts';
import { createWeb } from '../web/index.ts';
import { createBuiltins } from './table.ts';

const host = new TestHost();
runOn(host);
const web = createWeb({
  ...host,
  enter: (run) => run(),
  nextTick: (run) => run(),
  openHandle: () => () => {},
});
const builtin = createBuiltins({ web, performance: {} });
const defaultOf = (name: string) => builtin(name)?.default as Record<string, unknown>;

test('reading a member that only Node has says what is missing and what to use instead', () => {
  expect(() => defaultOf('process').binding).toThrow(
    'process.binding is not available in this sandbox. It is internal to Node',
  );
  expect(() => defaultOf('events').EventEmitterAsyncResource).toThrow(
    expect.objectContaining({ code: 'ERR_NOT_AVAILABLE' }),
  );
});

test('members that nobody has are undefined, as in Node', () => {
  expect(defaultOf('http').nonsense).toBeUndefined();
});

test('what is missing does not get in the way of copies', () => {
  expect({ ...defaultOf('fs') }).toMatchObject({ constants: {} });
});

test('a program may put something of its own there', () => {
  const path = defaultOf('path');
  path.win32 = 'mine';
  expect(path.win32).toBe('mine');
});
