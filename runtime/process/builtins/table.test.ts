import { expect, test } from 'vitest';
import { NODE_MODULES } from '../../compile/builtins.ts';
import { runOn } from '../current.ts';
import { TestHost } from '../testing.ts';
import type { WebGlobals } from '../web/index.ts';
import { BUILTIN_ADVICE, BUILTIN_NAMES } from './catalogue.ts';
import { createBuiltins } from './table.ts';

runOn(new TestHost());
const builtin = createBuiltins({ web: {} as WebGlobals, performance: {} });

test('the catalogue names the modules that are there, and no others', () => {
  for (const name of NODE_MODULES) {
    expect([name, builtin(name) !== undefined]).toEqual([name, BUILTIN_NAMES.has(name)]);
  }
});

test('advice is for modules of Node that are not there', () => {
  for (const name of Object.keys(BUILTIN_ADVICE)) {
    expect(NODE_MODULES).toContain(name);
    expect(BUILTIN_NAMES).not.toContain(name);
  }
});

test('every module has a default export', () => {
  for (const name of BUILTIN_NAMES) expect(builtin(name)?.default).toBeDefined();
});

test("members of node:http are those of Node's that a server needs", () => {
  const http = builtin('http') ?? {};
  const servers = ['createServer', 'Server', 'IncomingMessage', 'ServerResponse', 'STATUS_CODES'];
  expect(Object.keys(http)).toEqual(expect.arrayContaining(servers));
});
