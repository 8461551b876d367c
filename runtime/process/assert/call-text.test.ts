import { expect, test } from 'vitest';
import { callText, firstFrame } from './call-text.ts';

/** The text of the call that begins at `^` in a source, or whose method's name does. */
function textAt(source: string): string | null {
  const lines = source.split('\n');
  const line = lines.findIndex((each) => each.includes('^')) + 1;
  const column = (lines[line - 1] as string).indexOf('^') + 1;
  const clean = lines.map((each) => each.replace('^', ''));
  return callText({ url: 'a.ts', line, column }, (_url, at) => clean[at - 1] ?? null);
}

test.each([
  ['  ^assert(0);', 'assert(0)'],
  ['  assert.^ok(a === b); more();', 'assert.ok(a === b)'],
  ['f(() => ^assert(g(1), [2]));', 'assert(g(1), [2])'],
  ['^assert(")" === \'(\');', 'assert(")" === \'(\')'],
  ['^assert(`a\\`)` === b);', 'assert(`a\\`)` === b)'],
  ['  ^assert(\n    a &&\n    b,\n  );', 'assert(\n    a &&\n    b,\n  )'],
  ['^assert(never', null],
  ['^assert;', null],
])('of %j it takes %j', (source, text) => {
  const expected = text?.replace(/\n {4}/g, '\n    ') ?? null;
  expect(textAt(source)).toBe(expected);
});

test('further lines lose the indentation of the first', () => {
  expect(textAt('    ^assert.equal(\n      a,\n    )')).toBe('assert.equal(\n    a,\n  )');
});

test('the innermost frame of a stack says where', () => {
  const stack = 'Error: x\n    at f (file:///a/b.ts:3:9)\n    at file:///c.ts:1:1';
  expect(firstFrame(stack)).toEqual({ url: 'file:///a/b.ts', line: 3, column: 9 });
  expect(firstFrame('Error: x')).toBeNull();
});
