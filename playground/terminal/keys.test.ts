import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Keys, keysIn } from './keys.ts';

const NEVER = new AbortController().signal;

test('each key stands for what its letter says, in either case', () => {
  expect(keysIn('hsrclnqyp1')).toEqual([
    'hint',
    'solution',
    'reset',
    'check',
    'list',
    'next',
    'quit',
    'yes',
    'play',
    '1',
  ]);
  expect(keysIn('HQ')).toEqual(['hint', 'quit']);
});

test('Ctrl-C and Ctrl-D leave', () => {
  expect(keysIn('\u0003\u0004')).toEqual(['quit', 'quit']);
});

test('an arrow key means nothing, whatever letters its sequence has', () => {
  expect(keysIn('\u001b[C')).toEqual(['other']);
  expect(keysIn('\u001bOH')).toEqual(['other']);
});

test('single keys are read from a terminal only', () => {
  const { terminal, modes } = fakeTerminal();
  const seen: string[] = [];

  expect(new Keys(new PassThrough()).areReadable).toBe(false);
  const stop = new Keys(terminal).listen((key) => seen.push(key));
  terminal.emit('data', Buffer.from('h'));
  stop();
  terminal.emit('data', Buffer.from('q'));

  expect(seen).toEqual(['hint']);
  expect(modes).toEqual([true, false]);
});

test.each([
  ['y\n', true],
  ['Yes\n', true],
  ['n\n', false],
  ['\n', false],
  ['', false],
  ['yesterday\n', false],
])('the typed answer %j says %s', async (typed, answer) => {
  const input = new PassThrough();
  const asked = new Keys(input).askLine('Sure?', new PassThrough(), NEVER);
  input.end(typed);

  expect(await asked).toBe(answer);
});

function fakeTerminal() {
  const modes: boolean[] = [];
  const terminal = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode(isRaw: boolean) {
      modes.push(isRaw);
      return terminal as never;
    },
  });
  return { terminal, modes };
}
