import { expect, test } from 'vitest';
import { StackMap } from './stack-map.ts';

const SERVER = 'blob:null/1111';
const GREETING = 'blob:null/2222';
const RUNTIME = 'blob:null/9999';

const stacks = new StackMap();
stacks.add(SERVER, { path: 'hello/server.ts', prefixColumns: 12, headColumns: 20, moved: [] });
stacks.add(GREETING, {
  path: 'hello/greeting.ts',
  prefixColumns: 12,
  headColumns: 20,
  // On line 3, a name of 5 columns became one of 9.
  moved: [{ line: 3, start: 5, end: 14, sourceStart: 5, sourceEnd: 10 }],
});

test("Chromium's stacks name the learner's files, without the runtime's frames", () => {
  const stack = `TypeError: no tea
    at greet (${GREETING}:3:20)
    at Array.map (<anonymous>)
    at async ${SERVER}:7:1
    at new Promise (<anonymous>)
    at Server.emit (${RUNTIME}:1:99)`;
  expect(stacks.map(stack)).toBe(`TypeError: no tea
    at greet (file:///hello/greeting.ts:3:16)
    at Array.map (<anonymous>)
    at async file:///hello/server.ts:7:1`);
});

test("Firefox's stacks become Node's", () => {
  const stack = `greet/<@${GREETING}:4:2
async*handle@${SERVER}:7:1
emit@${RUNTIME}:1:99
`;
  expect(stacks.map(stack)).toBe(`    at greet (file:///hello/greeting.ts:4:2)
    at async handle (file:///hello/server.ts:7:1)
`);
});

test("WebKit's stacks become Node's", () => {
  const stack = `@[native code]
greet@${GREETING}:4:2
map@[native code]
@${SERVER}:7:1
emit@${RUNTIME}:1:99`;
  expect(stacks.map(stack)).toBe(`    at greet (file:///hello/greeting.ts:4:2)
    at map (<anonymous>)
    at file:///hello/server.ts:7:1`);
});

test("a stack in a text becomes Node's there, and nothing else changes", () => {
  const text = `tea@https://example.test/:1:2
TypeError: no tea, says it@blob:null/1:
greet@${GREETING}:4:2
emit@${RUNTIME}:1:99
that is all, ann@example.test`;
  expect(stacks.mapWithin(text)).toBe(`tea@https://example.test/:1:2
TypeError: no tea, says it@blob:null/1:
    at greet (file:///hello/greeting.ts:4:2)
that is all, ann@example.test`);
  expect(stacks.mapWithin(`at: greet@${GREETING}`)).toBe(`at: greet@${GREETING}`);
});

test('columns of the first line leave out what stands before the source there', () => {
  expect(stacks.map(`    at f (${SERVER}:1:50)`)).toContain('server.ts:1:');
  const linked = stacks.map(`    at f (${SERVER}:1:33)`);
  expect(linked).toBe('    at f (file:///hello/server.ts:1:21)');
});

test('a place within the text that linking added is the beginning of the line', () => {
  expect(stacks.map(`    at f (${SERVER}:1:15)`)).toBe('    at f (file:///hello/server.ts:1:1)');
});

test('a stack that is mapped already stays as it is', () => {
  const once = stacks.map(`Error: x\n    at greet (${GREETING}:3:20)\n    at ${SERVER}:1:40`);
  expect(stacks.map(once)).toBe(once);
});

test("messages speak of imported things by the source's names", () => {
  expect(stacks.map('TypeError: (0 , $$.greet) is not a function')).toBe(
    'TypeError: greet is not a function',
  );
});

test("columns that an engine counts in its own way are made Node's", () => {
  const shifted = new StackMap((url, line, column) => (url.endsWith('a.ts') ? line + column : 0));
  shifted.add(SERVER, { path: 'a.ts', prefixColumns: 0, headColumns: 0, moved: [] });
  expect(shifted.map(`f@${SERVER}:3:9`)).toBe('    at f (file:///a.ts:3:12)');
});
