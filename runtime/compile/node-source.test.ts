import { expect, test } from 'vitest';
import { allOfNode } from './builtins.ts';
import { Compiler } from './compiler.ts';
import type { Module } from './module.ts';
import { nodePath, nodeSource } from './node-source.ts';

test('imports of the workspace go by their paths in Node, and no column moves', () => {
  const source = [
    "import a from './a.ts'; const b: number = 1;",
    'export * from "./a.ts"; import("node:http"); import(`./a.ts`);',
  ].join('\n');
  const { modules } = new Compiler().compile(
    { 'm.mts': source, 'a.ts': 'export default 1;' },
    allOfNode('Node'),
  );
  expect(nodeSource(modules.get('m.mts') as Module, 'm.mts')).toBe(
    [
      "import a from './a.js'; const b         = 1;",
      'export * from "./a.js"; import("node:http"); import(`./a.js`);',
      '//# sourceURL=m.mts',
      '',
    ].join('\n'),
  );
  expect(nodePath('m.mts')).toBe('m.mjs');
});

test('JSON is given to Node as it is', () => {
  const { modules } = new Compiler().compile({ 'a.json': '{"a":1}' }, allOfNode('Node'));
  expect(nodeSource(modules.get('a.json') as Module, 'a.json')).toBe('{"a":1}');
  expect(nodePath('a.json')).toBe('a.json');
});
