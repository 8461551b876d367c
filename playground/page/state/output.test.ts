import { expect, test } from 'vitest';
import type { Happening, LedgerEvent } from '../../../runtime/network/index.ts';
import { LINE_LENGTH_SHOWN, LINES_SHOWN, NO_OUTPUT, withEvents } from './output.ts';

const events = (...happenings: Happening[]): LedgerEvent[] =>
  happenings.map((happening, seq) => ({ seq, atMs: 0, ...happening }));
const printed = (text: string, stream: 'stdout' | 'stderr' = 'stdout'): Happening => ({
  type: 'output',
  instance: 'hello-1',
  stream,
  text,
});
const texts = (...happenings: Happening[]) =>
  withEvents(NO_OUTPUT, events(...happenings)).lines.map((line) => line.text);

test('output comes in lines, however it was cut', () => {
  expect(texts(printed('one\ntw'), printed('o\n'), printed('three'))).toEqual([
    'one',
    'two',
    'three',
  ]);
});

test('stdout and stderr do not run into one another', () => {
  expect(texts(printed('out '), printed('err', 'stderr'), printed('more'))).toEqual([
    'out more',
    'err',
  ]);
});

test('an empty line is a line', () => {
  expect(texts(printed('one\n\ntwo\n'))).toEqual(['one', '', 'two']);
});

test('colours for terminals are left out', () => {
  const esc = String.fromCharCode(27);
  expect(texts(printed(`${esc}[31mred${esc}[0m\r\n`))).toEqual(['red']);
});

test('the view is capped, and says how much it no longer shows', () => {
  const many = Array.from({ length: LINES_SHOWN + 5 }, (_, n) => `${n}\n`).join('');
  const { lines, dropped } = withEvents(NO_OUTPUT, events(printed(many)));
  expect(lines).toHaveLength(LINES_SHOWN);
  expect(lines[0]?.text).toBe('5');
  expect(dropped).toBe(5);
});

test('a line without end is shortened', () => {
  const [line] = texts(printed('x'.repeat(100_000)));
  expect(line).toHaveLength(LINE_LENGTH_SHOWN);
});

test('an end is a line of its own', () => {
  const exited = {
    type: 'exited',
    instance: 'hello-1',
    service: 'hello',
    code: 1,
    signal: null,
  } as const;
  expect(texts(exited)).toEqual(['ended: exit code 1']);
});
