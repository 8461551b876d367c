import { expect, test } from 'vitest';
import { Screen } from './screen.ts';
import { isColoured } from './style.ts';

test('lines go out as they are, and what is waited for is not shown to a pipe', () => {
  const { screen, written } = screenOver({});
  screen.wait('Checking');
  screen.say('one', 'two');

  expect(written()).toBe('one\ntwo\n');
});

test('on a terminal, lines appear above what is being waited for', () => {
  const { screen, written } = screenOver({ isTTY: true });
  screen.wait('Checking');
  screen.say('one');
  screen.wait('');

  expect(written()).toBe(`${ERASE}Checking${ERASE}one\nChecking${ERASE}`);
});

test('a gap is one empty line, however often it is asked for, and none at the beginning', () => {
  const { screen, written } = screenOver({});
  screen.gap();
  screen.say('one');
  screen.gap();
  screen.gap();
  screen.say('two', '');
  screen.gap();
  screen.say('three');

  expect(written()).toBe('one\n\ntwo\n\nthree\n');
});

test('any number of lines can be written at once', () => {
  const { screen, written } = screenOver({});
  screen.sayAll(Array(300_000).fill(''));

  expect(written()).toHaveLength(300_000);
});

test('text is wrapped to 80 columns, or to a narrower terminal', () => {
  const wide = screenOver({ isTTY: true, columns: 200 });
  wide.screen.tell('word '.repeat(40).trim());
  const narrow = screenOver({ isTTY: true, columns: 20 });
  narrow.screen.tell('word '.repeat(40).trim());

  expect(longest(wide.written())).toBe(79);
  expect(longest(narrow.written())).toBe(19);
});

test('text for a pipe is not wrapped', () => {
  const { screen, written } = screenOver({});
  screen.tell('word '.repeat(40).trim());

  expect(longest(written())).toBe(199);
});

test('colours are for terminals that have them, and NO_COLOR turns them off', () => {
  const terminal = { isTTY: true, hasColors: () => true };

  expect(isColoured(terminal, {})).toBe(true);
  expect(isColoured(terminal, { NO_COLOR: '1' })).toBe(false);
  expect(isColoured(terminal, { NO_COLOR: '' })).toBe(true);
  expect(isColoured({ hasColors: () => true }, {})).toBe(false);
  expect(isColoured({ isTTY: true, hasColors: () => false }, {})).toBe(false);
});

const ERASE = '\r\u001b[2K';

function screenOver(output: { isTTY?: boolean; columns?: number }) {
  let text = '';
  const write = (chunk: unknown) => {
    text += chunk;
    return true;
  };
  return { screen: new Screen({ ...output, write } as never, {}), written: () => text };
}

function longest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
