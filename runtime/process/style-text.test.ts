import { PassThrough } from 'node:stream';
import { styleText as nodeStyleText } from 'node:util';
import { expect, test } from 'vitest';
import { createStyleText } from './style-text.ts';

type StyleText = (...args: unknown[]) => string;

const terminal = Object.assign(new PassThrough(), { isTTY: true });
const pipe = new PassThrough();
const ours = createStyleText({ stdout: process.stdout, env: process.env }) as StyleText;
const nodes = nodeStyleText as unknown as StyleText;

function outcome(call: () => string): unknown {
  try {
    return call();
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    return { name, message, code };
  }
}

test.each([
  ['red', 'x', { validateStream: false }],
  ['red', 'x', { stream: terminal }],
  ['red', 'x', { stream: pipe }],
  ['red', 'x'],
  [['red', 'bold', 'underline'], 'x', { stream: pipe }],
  [[], 'x'],
  ['nope', 'x'],
  [['red', 5], 'x'],
  ['toString', 'x'],
  ['red'],
  ['red', 5],
  [5, 'x'],
  ['red', 'x', { validateStream: 1 }],
  ['red', 'x', { stream: {} }],
])('it does with (%j, %j, %o) what Node does', (...args) => {
  expect(outcome(() => ours(...args))).toEqual(outcome(() => nodes(...args)));
});

test('FORCE_COLOR asks for colours, or forbids them', () => {
  const forced = (FORCE_COLOR: string) =>
    createStyleText({ stdout: pipe as object, env: { FORCE_COLOR } });
  expect(forced('1')('red', 'x', { stream: pipe })).toBe('\u001b[31mx\u001b[39m');
  expect(forced('0')('red', 'x', { stream: terminal })).toBe('x');
});
