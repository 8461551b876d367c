import { expect, test } from 'vitest';
import { normalise } from './normalise.ts';

test('a stack keeps the frames of the behaviour and loses those of Node and of the program', () => {
  const printed = `Error: x
    at inner (file:///home/me/run-7/errors.ts:12:9)
    at file:///errors.ts:20:3
    at Server.<anonymous> (file:///home/me/run-7/program.ts:30:5)
    at node:internal/main:1:2
`;
  expect(normalise(printed)).toEqual([
    'Error: x',
    '    at inner (errors.ts:12:9)',
    '    at errors.ts:20:3',
  ]);
});

test('process ids, ports and versions are left out', () => {
  const printed =
    '(node:4711) Warning: w\nlisten 127.0.0.1:3000 :::80\nNode.js v20.20.2\nnode:events:502\n  port: 4000\n';
  expect(normalise(printed)).toEqual([
    '(node:<pid>) Warning: w',
    'listen 127.0.0.1:<port> :::<port>',
    'Node.js <version>',
    'node:events:<line>',
    '  port: <port>',
  ]);
});

test('empty lines count, the last line break does not', () => {
  expect(normalise('a\n\nb\n\n')).toEqual(['a', '', 'b', '']);
  expect(normalise('')).toEqual([]);
});

test('a report of node:test keeps verdicts and counts, and what tests print follows it', () => {
  const printed = `TAP version 13
said by a test
# Subtest: adds
ok 1 - adds
  ---
  duration_ms: 1.5
  ...
1..1
# pass 1
# duration_ms 12.5
`;
  expect(normalise(printed)).toEqual([
    'TAP version 13',
    '# Subtest: adds',
    'ok 1 - adds',
    '1..1',
    '# pass 1',
    'said by a test',
  ]);
});
