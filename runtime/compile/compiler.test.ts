import { builtinModules } from 'node:module';
import { expect, test } from 'vitest';
import { allOfNode, type Builtins, NODE_MODULES } from './builtins.ts';
import { Compiler } from './compiler.ts';
import type { Diagnostic, Files } from './types.ts';

const NODE = allOfNode('Node');
const SMALL: Builtins = {
  sandboxTitle: 'the browser sandbox',
  names: new Set(['events', 'http', 'timers/promises']),
  surface: () => null,
  advice: { net: 'Use node:http.' },
  missingGlobals: { MessageChannel: 'Use node:events.' },
};

function diagnosticsOf(files: Files, builtins = NODE): readonly Diagnostic[] {
  return new Compiler().compile(files, builtins).diagnostics;
}

/** What is said of one import, in a workspace that has a few other files. */
function saidOf(statement: string, builtins = NODE): Diagnostic | undefined {
  const files = {
    'hello/server.ts': statement,
    'hello/greeting.ts': 'export const greet = 1;\nexport interface Greeting {}\nexport default 2;',
    'hello/all.ts': "export * from './greeting.ts';",
    'hello/named.ts': 'export const name = 1;',
    'hello/index.ts': '',
    'hello/two.ts': 'export default 2;',
    'shared/clock.ts': '',
    'shared/index.ts': '',
    'shared/data.json': '{}',
    'notes.md': '',
  };
  const found = diagnosticsOf(files, builtins);
  expect(found.length).toBeLessThan(2);
  return found[0];
}

test.each([
  "import { greet } from './greeting.ts';",
  "import two, * as all from './greeting.ts';",
  "import { greet } from './all.ts';",
  "import './../shared/clock.ts';",
  "import data from '../shared/data.json' with { type: 'json' };",
  "export * from './greeting.ts';",
  "import('./greeting.ts');",
  "import('./' + name);",
  "import type { Nothing } from './nowhere.ts';",
  "import http from 'http';",
  "import { setTimeout } from 'node:timers/promises';",
  "import { test } from 'node:test';",
  "import { z } from 'zod';",
  "import { stream } from 'hono/streaming';",
  "import('@hono/node-server');",
])('finds %s', (statement) => {
  expect(saidOf(statement)).toBeUndefined();
});

test.each([
  ["import './greeting';", "There is no file './greeting'.", "Did you mean './greeting.ts'?"],
  ["import './greeting.js';", "no file './greeting.js'", "mean './greeting.ts'?"],
  ["import '../shared';", "no file '../shared'", "mean '../shared/index.ts'?"],
  ["import './greting.ts';", "no file './greting.ts'", "mean './greeting.ts'?"],
  ["import './clock.ts';", "no file './clock.ts'", "mean '../shared/clock.ts'?"],
  ["import './quite-another.ts';", 'no file', 'Create hello/quite-another.ts'],
  ["export * from './nowhere-at-all.ts';", 'no file', 'Create'],
  ["import('./nowhere-at-all.ts');", 'no file', 'Create'],
  ["import '../../outside.ts';", 'outside of the workspace', 'a file of the workspace'],
  ["import '../notes.md';", 'is not a module', 'node:fs'],
  ["import a from '../shared/data.json';", 'is JSON', "with { type: 'json' }"],
  ["import 'node:htp';", "Node has no module 'node:htp'", "mean 'node:http'?"],
  ["import 'evnts';", "no package 'evnts'", "mean 'node:events'?"],
  ["import 'express';", "no package 'express'", 'There are zod, hono,'],
  ["import 'express';", "no package 'express'", 'Or use a module of Node'],
  ["import 'zodd';", "no package 'zodd'", "mean 'zod'?"],
  [
    "import 'hono/streamin';",
    "'hono/streamin' is not among the parts of hono",
    "'hono/streaming'?",
  ],
  ["import 'hono/deno';", 'not among the parts of hono', 'There are hono, hono/'],
  ["import 'zod/v3';", 'not among the parts of zod', 'There is zod.'],
  ["import 'test';", "no package 'test'", "mean 'node:test'?"],
  ["import 'https://example.com/a.js';", 'neither a relative path', "'./'"],
])('says what to do about %s', (statement, message, hint) => {
  const said = saidOf(statement);
  expect(said?.code).toBe('unknown-import');
  expect(said?.message).toContain(message);
  expect(said?.hint).toContain(hint);
});

test('says where an import goes wrong', () => {
  const source = "import { a } from './x.ts';";
  expect(saidOf(`\n  ${source}`)).toMatchObject({
    file: 'hello/server.ts',
    line: 2,
    column: 21,
    source: `  ${source}`,
  });
});

test('says what to use in place of a module that the sandbox lacks', () => {
  expect(saidOf("import 'net';", SMALL)).toMatchObject({
    code: 'unavailable-module',
    message: "The browser sandbox has no 'node:net'.",
    hint: 'Use node:http.',
  });
  expect(saidOf("import 'node:zlib';", SMALL)?.hint).toBe(
    'It has node:events, node:http, node:timers/promises.',
  );
});

test.each([
  ["import { gret } from './greeting.ts';", "exports no 'gret'", "Did you mean 'greet'?"],
  ["import { gret } from './all.ts';", "exports no 'gret'", "Did you mean 'greet'?"],
  ["export { gret } from './greeting.ts';", "exports no 'gret'", "Did you mean 'greet'?"],
  ["import { other } from './greeting.ts';", "exports no 'other'", 'It exports greet.'],
  ["import { other } from './index.ts';", "exports no 'other'", 'It exports nothing.'],
  ["import { two } from './two.ts';", 'exports no', "import two from './two.ts';"],
  ["import { Greeting } from './greeting.ts';", 'is a type', '`import type { Greeting }`'],
  ["import { Greeting } from './all.ts';", 'is a type', '`import type { Greeting }`'],
  ["export { Greeting } from './greeting.ts';", 'is a type', '`export type { Greeting }`'],
  ["import all from './all.ts';", 'has no default export', "import { greet } from './all.ts';"],
])('says what is wrong with the name in %s', (statement, message, hint) => {
  const said = saidOf(statement);
  expect(said?.code).toBe('unknown-export');
  expect(said?.message).toContain(message);
  expect(said?.hint).toContain(hint);
});

test('does not guess what a module exports that passes on one of Node', () => {
  const files = {
    'a.ts': "import { createServer } from './b.ts';",
    'b.ts': "export * from 'http';",
  };
  expect(diagnosticsOf(files)).toEqual([]);
});

test('does not blame the importer for a module that does not compile', () => {
  const files = { 'a.ts': "import { b } from './b.ts';", 'b.ts': 'export const b = ;' };
  expect(diagnosticsOf(files)).toMatchObject([{ file: 'b.ts', code: 'syntax' }]);
});

test('tells what is wrong with a JSON file and where', () => {
  expect(diagnosticsOf({ 'a.json': '{\n  "a": 1,\n}' })).toMatchObject([
    { file: 'a.json', line: 3, column: 1, code: 'syntax' },
  ]);
});

test('a .js file beside a .ts file of its name is not taken for it', () => {
  const files = { 'a.ts': "import './b.js';", 'b.js': '', 'b.ts': '' };
  expect(diagnosticsOf(files)).toMatchObject([
    { hint: "Import './b.ts', or rename one of the two." },
  ]);
});

test('a service has the modules that it reaches, dependencies first', () => {
  const compiled = new Compiler().compile(
    {
      'a.ts': "import './b.ts'; import './c.ts'; import('./d.ts');",
      'b.ts': "import './c.ts';",
      'c.ts': "import './b.ts';",
      'd.ts': '',
      'unused.ts': '',
    },
    NODE,
  );
  const paths = compiled.graph('a.ts')?.modules.map(({ path }) => path);
  expect(paths).toEqual(['c.ts', 'b.ts', 'a.ts', 'd.ts']);
});

test('a service is not stopped by a broken file that it does not import', () => {
  const compiled = new Compiler().compile(
    { 'a.ts': "import './b.ts';", 'b.ts': '', 'c.ts': 'enum A {}', 'd.ts': "import './c.ts';" },
    NODE,
  );
  expect(compiled.diagnostics).toHaveLength(1);
  expect(compiled.graph('a.ts')?.diagnostics).toEqual([]);
  expect(compiled.graph('d.ts')?.diagnostics).toMatchObject([{ file: 'c.ts' }]);
});

test('a computed import may reach every module, broken ones aside', () => {
  const compiled = new Compiler().compile(
    { 'a.ts': 'import(name);', 'b.ts': '', 'c.ts': 'enum A {}', 'd.ts': "import './c.ts';" },
    NODE,
  );
  const graph = compiled.graph('a.ts');
  expect(graph?.modules.map(({ path }) => path)).toEqual(['a.ts', 'b.ts', 'd.ts']);
  expect(graph?.diagnostics).toEqual([]);
});

test('there is no graph for an entry that the workspace does not have', () => {
  const compiled = new Compiler().compile({ 'a.ts': 'enum A {}' }, NODE);
  expect(compiled.graph('b.ts')).toBeNull();
  expect(compiled.graph('a.ts')).toMatchObject({ modules: [], diagnostics: [{ file: 'a.ts' }] });
});

test('a module that stays as it was is the same object after the next edit', () => {
  const compiler = new Compiler();
  const files = { 'a.ts': "import './b.ts';", 'b.ts': '', 'c.ts': '' };
  const before = compiler.compile(files, NODE).modules;
  const edited = compiler.compile({ ...files, 'c.ts': 'let c;' }, NODE).modules;
  expect(edited.get('a.ts')).toBe(before.get('a.ts'));
  expect(edited.get('c.ts')).not.toBe(before.get('c.ts'));
  const { 'b.ts': _, ...without } = files;
  expect(compiler.compile(without, NODE).modules.get('a.ts')).not.toBe(before.get('a.ts'));
});

test('knows the modules of this Node', () => {
  const theirs = builtinModules.filter((name) => !name.startsWith('_'));
  expect(theirs.filter((name) => !NODE_MODULES.has(name.replace('node:', '')))).toEqual([]);
});

test('a service has the packages that its modules import, each entry point once', () => {
  const compiled = new Compiler().compile(
    {
      'a.ts': "import { z } from 'zod'; import './b.ts'; import('hono');",
      'b.ts': "export { z } from 'zod'; import type { Context } from 'hono/client';",
      'unused.ts': "import 'cockatiel';",
    },
    NODE,
  );
  expect(compiled.graph('a.ts')?.packages).toEqual(['zod', 'hono']);
});
