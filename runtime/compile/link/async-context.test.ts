import { expect, test } from 'vitest';
import { allOfNode } from '../builtins.ts';
import { Compiler } from '../compiler.ts';
import type { Module } from '../module.ts';
import { usesAsyncContext } from './async-context.ts';
import { link } from './link.ts';
import { type Linked, sourceColumn } from './linked.ts';

function linkSource(source: string): Linked {
  const { modules } = new Compiler().compile({ 'a.ts': source }, allOfNode('Node'));
  return link(modules.get('a.ts') as Module, { asyncContext: true });
}

/** The text of a module without the function around it. */
function rewritten(source: string): string {
  const { code, headColumns } = linkSource(source);
  return code.slice(headColumns, code.lastIndexOf('\n}'));
}

test.each([
  [
    'async function f() { return await x; }',
    'async function f() {const $$here=$$follow(); return $$here.resumed($$here.suspended( x),await $$here.operand); }',
  ],
  [
    'f(async () => await x);',
    'f(async () => {const $$here=$$follow();return $$here.resumed($$here.suspended( x),await $$here.operand)});',
  ],
  [
    'async () => { try { await x } catch {} finally { y() } }',
    'async () => {const $$here=$$follow(); try { $$here.resumed($$here.suspended( x),await $$here.operand) } catch {$$here.restored();} finally {$$here.restored(); y() } }',
  ],
  [
    'for await (const a of b) c();',
    'const $$here=$$follow();{for await (const a of $$here.each(b)) {$$here.restored();c();;};$$here.restored();}',
  ],
  [
    'async function* f() { yield* g(); }',
    'async function* f() {const $$here=$$follow(); $$here.restored(yield* $$here.each(g())); }',
  ],
])('%j is rewritten', (source, expected) => {
  expect(rewritten(source)).toBe(expected);
});

test.each([
  'async function f() { return 1; }',
  'function* f() { yield* g(); }',
  'const f = () => { try { g(); } catch { h(); } };',
  'for (const a of b) c();',
  'promise.then(() => 1);',
])('%j does not await and stays as it is', (source) => {
  expect(rewritten(source)).toBe(source);
});

test('a name that the module uses is left to it', () => {
  const { code } = linkSource('const $$here = 1; export const f = async () => await $$here;');
  expect(code).toContain('const $$$here=$$$follow();');
});

test('lines stay, and the places of words can be found again', () => {
  const source = `const f = async (a) => {
  try {
    await a(await b); throw first;
  } catch {
    for await (const x of y) { throw second; }
  }
};
await f(1); throw third;
export default await f(2); throw fourth;`;
  const linked = linkSource(source);
  for (const word of ['first', 'second', 'third', 'fourth']) {
    const [before, after] = [placeOf(word, source), placeOf(word, linked.code)];
    expect(after.line).toBe(before.line);
    expect(sourceColumn(linked, after.line, after.column)).toBe(before.column);
  }
});

function placeOf(word: string, text: string): { line: number; column: number } {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.includes(word));
  return { line: index + 1, column: (lines[index]?.indexOf(word) ?? -1) + 1 };
}

test('only programs that import async_hooks somewhere are rewritten', () => {
  const files = { 'a.ts': "import './b.ts';", 'b.ts': "import 'node:async_hooks';", 'c.ts': '' };
  const compiled = new Compiler().compile(files, allOfNode('Node'));
  expect(usesAsyncContext(compiled.graph('a.ts')?.modules ?? [])).toBe(true);
  expect(usesAsyncContext(compiled.graph('c.ts')?.modules ?? [])).toBe(false);
});
