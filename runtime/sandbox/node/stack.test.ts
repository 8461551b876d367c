import { expect, test } from 'vitest';
import { cleanStack } from './stack.ts';

const PLACES = { sourceRoot: 'file:///home/ada/shop/', runFolder: '/tmp/brownout-x/run-1' };

test("keeps the learner's frames by their path in the workspace, and drops Node's own", () => {
  const stack = `TypeError: no tea
    at brew (file:///home/ada/shop/tea/brew.ts:3:9)
    at file:///home/ada/shop/hello/server.ts:4:1
    at Server.emit (node:events:517:28)
    at ModuleJob.run (node:internal/modules/esm/module_job:325:25)
    at async ModuleLoader.import (node:internal/modules/esm/loader:606:24)`;
  expect(cleanStack(stack, PLACES)).toBe(`TypeError: no tea
    at brew (tea/brew.ts:3:9)
    at hello/server.ts:4:1`);
});

test("drops what is the sandbox's own: its frames, and advice about its files", () => {
  const stack = `Error [ERR_SERVER_ALREADY_LISTEN]: Listen method has been called more than once.
    at Server.listen (file:///home/ada/brownout/runtime/sandbox/node/preload.mjs:47:19)
    at hello/server.ts:13:8`;
  expect(
    cleanStack(stack, PLACES),
  ).toBe(`Error [ERR_SERVER_ALREADY_LISTEN]: Listen method has been called more than once.
    at hello/server.ts:13:8`);
  const advice = `ReferenceError: require is not defined in ES module scope, you can use import instead
This file is being treated as an ES module because it has a '.js' file extension and '/tmp/x/package.json' contains "type": "module".
    at hello/server.ts:1:14`;
  expect(
    cleanStack(advice, PLACES),
  ).toBe(`ReferenceError: require is not defined in ES module scope, you can use import instead
    at hello/server.ts:1:14`);
});

test('keeps the properties that Node prints after the last frame', () => {
  const stack = `Error: listen EACCES: permission denied 0.0.0.0:80
    at Server.setupListenHandle [as _listen2] (node:net:1800:21) {
  code: 'EACCES'
}`;
  expect(cleanStack(stack, PLACES)).toBe(`Error: listen EACCES: permission denied 0.0.0.0:80 {
  code: 'EACCES'
}`);
});

test('names files by their path in the workspace where a message names them', () => {
  const stack = "Error: Cannot find module '/tmp/brownout-x/run-1/hello/nowhere.js'";
  expect(cleanStack(stack, PLACES)).toBe("Error: Cannot find module 'hello/nowhere.js'");
});

test('keeps messages that merely mention a module of Node', () => {
  const stack = "SyntaxError: The requested module 'node:http' does not provide an export";
  expect(cleanStack(stack, PLACES)).toBe(stack);
});
