import { expect, test } from 'vitest';
import type { Builtins, ModuleSurface } from '../builtins.ts';
import { Compiler } from '../compiler.ts';
import type { Diagnostic } from '../types.ts';

const SURFACES: Readonly<Record<string, ModuleSurface>> = {
  fs: members('readFile', 'watch statfs'),
  http: members('createServer METHODS', ''),
  process: members('env exit', 'binding', 'on'),
};
const SMALL: Builtins = {
  sandboxTitle: 'the browser sandbox',
  names: new Set(['events', ...Object.keys(SURFACES)]),
  surface: (name) => SURFACES[name] ?? null,
  advice: { 'fs.watch': 'Read it again.', '*': 'Run it in the terminal.' },
  missingGlobals: {},
};

function members(has: string, lacks: string, inherited = ''): ModuleSurface {
  const [a, b, c] = [has, lacks, inherited].map((names) => new Set(names.split(' ')));
  return { has: a as Set<string>, lacks: b as Set<string>, inherited: c as Set<string> };
}

function saidOf(source: string): readonly Diagnostic[] {
  return new Compiler().compile({ 'a.ts': source }, SMALL).diagnostics;
}

test.each([
  ["import { readFile, watch } from 'node:fs';", 20],
  ["import { watch as look } from 'fs';", 10],
  ["export { watch } from 'node:fs';", 10],
  ["import fs from 'node:fs'; fs.watch('a');", 30],
  ["import * as fs from 'node:fs'; (fs as any)['watch'];", 44],
  ["import fs from 'node:fs'; const { readFile, watch } = fs;", 45],
  ["import { default as fs } from 'node:fs'; export const look = () => fs.watch;", 71],
])('a member that the sandbox lacks is named where it stands: %s', (source, column) => {
  expect(saidOf(source)).toMatchObject([
    {
      file: 'a.ts',
      line: 1,
      column,
      code: 'unavailable-member',
      message: "node:fs in the browser sandbox has no 'watch'.",
      hint: 'Read it again.',
    },
  ]);
});

test('a missing member without advice of its own has the general advice', () => {
  const [said] = saidOf("import { statfs } from 'node:fs';");
  expect(said?.hint).toBe('Run it in the terminal.');
});

test.each([
  ["import { creatServer } from 'node:http';", "no 'creatServer'", "Did you mean 'createServer'?"],
  ["import http from 'http'; http.creatServer();", 'creatServer', "mean 'createServer'?"],
  ["import { Handler } from 'node:http';", 'Handler', "import type { Handler } from 'node:http'"],
  ["import { on } from 'node:process';", "'on'", "import process from 'node:process'"],
  ["import { sesame } from 'node:http';", 'sesame', 'documentation of node:http'],
])('a member that Node itself lacks is named: %s', (source, message, hint) => {
  const [said] = saidOf(source);
  expect(said?.code).toBe('unknown-export');
  expect(said?.message).toContain(message);
  expect(said?.hint).toContain(hint);
});

test('members of the global process are known too', () => {
  expect(saidOf("process.binding('fs');\nprocess.on('exit', () => process.exit());")).toMatchObject(
    [{ line: 1, column: 9, code: 'unavailable-member' }],
  );
});

test.each([
  ['it is called when it is there', "fs.watch?.('a');"],
  ['its type is asked', "if (typeof fs.watch === 'function') fs.watch('a');"],
  ['it is asked for by name', "if ('watch' in fs) fs.watch('a');"],
  ['it is tested', "if (fs.watch) fs.watch('a');"],
  ['it is tested on the way', "ready && fs.watch && fs.watch('a');"],
  ['it is compared', "if (fs.watch !== undefined) fs.watch('a');"],
  ['it is set', "fs.watch = () => {}; fs.watch('a');"],
  ['it has a default', 'const { watch = null } = fs;'],
  ['the name is a parameter', 'const look = (fs: any) => fs.watch();'],
  ['the name is declared again', "{ const fs = other(); fs.watch('a'); }"],
  ['it is a type', 'let look: typeof fs.watch;'],
  ['it is of every object', "fs.hasOwnProperty('watch');"],
  ['it is computed', "fs[name]('a');"],
])('nothing is said when %s', (_reason, code) => {
  expect(
    saidOf(`import fs from 'node:fs'; declare let ready: any, name: any, other: any; ${code}`),
  ).toEqual([]);
});

test.each([
  "import type { watch } from 'node:fs';",
  "import { type watch } from 'node:fs';",
  "import { anything } from 'node:events';",
  "import http, { METHODS, default as again } from 'node:http'; http.METHODS; again.createServer();",
  "import * as http from 'node:http'; http.default;",
  "import process from './b.ts'; process.binding();",
  "export * from 'node:fs';",
])('nothing is said of %s', (source) => {
  const files = { 'a.ts': source, 'b.ts': 'export default 1;' };
  expect(new Compiler().compile(files, SMALL).diagnostics).toEqual([]);
});
