import { expect, test } from 'vitest';
import { NODE_MODULES } from '../../compile/builtins.ts';
import { runOn } from '../current.ts';
import { TestHost } from '../testing.ts';
import { BUILTIN_ADVICE, BUILTIN_NAMES } from './catalogue.ts';
import { createBuiltins } from './table.ts';

runOn(new TestHost());
const builtins = createBuiltins({});

test('the catalogue names the modules that are there, and no others', () => {
  expect([...builtins.keys()].sort()).toEqual([...BUILTIN_NAMES].sort());
});

test('advice is for modules of Node that are not there', () => {
  for (const name of Object.keys(BUILTIN_ADVICE)) {
    expect(NODE_MODULES).toContain(name);
    expect(BUILTIN_NAMES).not.toContain(name);
  }
});

test('every module has a default export', () => {
  for (const namespace of builtins.values()) expect(namespace.default).toBeDefined();
});

test("members of node:http are those of Node's that a server needs", () => {
  const http = builtins.get('http') ?? {};
  const servers = ['createServer', 'Server', 'IncomingMessage', 'ServerResponse', 'STATUS_CODES'];
  expect(Object.keys(http)).toEqual(expect.arrayContaining(servers));
});

test('members of node:http that are not there yet say so when they are used', () => {
  const { request } = builtins.get('http') as { request: () => void };
  expect(() => request()).toThrow(/http\.request is not available in this sandbox\. .+/);
});
