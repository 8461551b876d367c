import { expect, test } from 'vitest';
import { allOfNode } from '../builtins.ts';
import { Compiler } from '../compiler.ts';
import type { Module } from '../module.ts';
import { link } from './link.ts';
import { type Linked, sourceColumn, sourceNames } from './linked.ts';

function linkSource(source: string): Linked {
  const { modules } = new Compiler().compile({ 'a.ts': source }, allOfNode('Node'));
  return link(modules.get('a.ts') as Module);
}

test('a module becomes one function, with each line where it was', () => {
  const source = `import { a } from 'node:path';
export const b: number =
  a(1);
export default b;`;
  expect(linkSource(source).code).toBe(
    `(function*($$,$$load,$$meta){"use strict";yield[()=>b,()=>$$default];;                             
       const b         =
  (0,$$.a)(1);
const $$default={default:         b}.default;;
})`,
  );
});

test('a module that awaits becomes an asynchronous function', () => {
  expect(linkSource('await 0;').code).toMatch(/^\(async function\*/);
  expect(linkSource('for await (const a of b);').code).toMatch(/^\(async function\*/);
  expect(linkSource('export default async () => { await 0; };').code).toMatch(/^\(function\*/);
});

test('a module that exports and awaits nothing is a function that gives the one that runs it', () => {
  expect(linkSource('let a: number = await_();').code).toBe(
    '(function($$,$$load,$$meta){"use strict";return()=>{let a         = await_();\n}})',
  );
});

test.each([
  "import a, { b } from 'node:os'; a(b); throw { a, b }; // end",
  'export default class {} throw 1; // end',
  'export default function () {} throw 1; // end',
  "export default 1; throw import('a'), import.meta.url; // end",
  "\nimport { a } from 'node:os';\n  a(a, `\n`, a); throw a; // end",
])('every word of it can be found in its source again: %j', (source) => {
  const linked = linkSource(source);
  for (const word of ['throw', '// end']) {
    const before = placeOf(word, source);
    const after = placeOf(word, linked.code);
    expect(after.line).toBe(before.line);
    expect(sourceColumn(linked, after.line, after.column)).toBe(before.column);
  }
});

function placeOf(word: string, text: string): { line: number; column: number } {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.includes(word));
  return { line: index + 1, column: (lines[index]?.indexOf(word) ?? -1) + 1 };
}

test('a place within an edit, or just behind it, is where the edited word began', () => {
  const linked = linkSource("import { a } from 'node:os';\nlet b = a();");
  expect(linked.code.split('\n')[1]).toBe('let b = (0,$$.a)();');
  expect([9, 12, 17].map((column) => sourceColumn(linked, 2, column))).toEqual([9, 9, 9]);
  expect(sourceColumn(linked, 2, 18)).toBe(11);
});

test('the head is nobody’s code', () => {
  const linked = linkSource('a;');
  expect(sourceColumn(linked, 1, 1)).toBeNull();
  expect(sourceColumn(linked, 1, linked.headColumns)).toBeNull();
  expect(sourceColumn(linked, 1, linked.headColumns + 1)).toBe(1);
});

test('the same module is linked once', () => {
  const { modules } = new Compiler().compile({ 'a.ts': '' }, allOfNode('Node'));
  const module = modules.get('a.ts') as Module;
  expect(link(module)).toBe(link(module));
});

test('errors speak of what the learner named', () => {
  expect(sourceNames('(0 , $$.greet) is not a function')).toBe('greet is not a function');
  expect(sourceNames('$$$.Server is not a constructor')).toBe('Server is not a constructor');
  expect(sourceNames('costs $$ 5')).toBe('costs $$ 5');
});
