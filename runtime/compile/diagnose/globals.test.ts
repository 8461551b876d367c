import { expect, test } from 'vitest';
import { allOfNode, type Builtins } from '../builtins.ts';
import { Compiler } from '../compiler.ts';
import type { Diagnostic } from '../types.ts';

const NODE = allOfNode('Node');
const SMALL: Builtins = { ...NODE, missingGlobals: { MessageChannel: 'Use node:events.' } };

function saidOf(source: string, builtins: Builtins = SMALL): readonly Diagnostic[] {
  return new Compiler().compile({ 'a.ts': source }, builtins).diagnostics;
}

test.each([
  ["const fs = require('node:fs');", 12, "'require' is CommonJS", 'Write: import name from'],
  ['module.exports = {};', 1, "'module' is CommonJS", 'Write: export const name'],
  ['exports.greet = () => {};', 1, "'exports' is CommonJS", 'Write: export const name'],
  ['console.log(__dirname);', 13, "'__dirname' is CommonJS", 'Use import.meta.dirname.'],
  ['console.log({ __filename });', 15, "'__filename' is CommonJS", 'Use import.meta.filename.'],
])(
  'what CommonJS has is named with its replacement, in every sandbox: %s',
  (source, column, message, hint) => {
    for (const builtins of [NODE, SMALL]) {
      expect(saidOf(source, builtins)).toMatchObject([
        {
          file: 'a.ts',
          line: 1,
          column,
          code: 'unavailable-global',
          message: expect.stringContaining(message),
          hint: expect.stringContaining(hint),
        },
      ]);
    }
  },
);

test('a global that the sandbox lacks is named where it stands, and only there', () => {
  const source = '\nconst channel: MessageChannel = new MessageChannel();';
  expect(saidOf(source)).toMatchObject([
    {
      line: 2,
      column: 37,
      code: 'unavailable-global',
      message: "There is no 'MessageChannel' in Node.",
      hint: 'Use node:events.',
    },
  ]);
  expect(saidOf(source, NODE)).toEqual([]);
});

test.each([
  ['its type is asked', "if (typeof require === 'function') require('node:fs');"],
  ['it is declared', 'const require = (name: string) => name; require("a");'],
  ['it is imported', "import { createRequire as require } from 'node:module'; require('a');"],
  ['it is a parameter', 'const run = (module: object) => module;'],
  ['it is a member', 'const it = { module: 1 }; it.module; class A { exports = 1; require() {} }'],
  ['it is a type', 'let channel: MessageChannel | null = null; channel;'],
  ['it is a label', 'module: for (;;) break module;'],
])('nothing is said when %s', (_reason, source) => {
  expect(saidOf(source)).toEqual([]);
});
