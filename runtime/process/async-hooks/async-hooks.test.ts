import { execFile } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { format, promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  allOfNode,
  Compiler,
  link,
  type Module,
  type ModuleFunction,
} from '../../compile/index.ts';
import { Modules } from '../modules.ts';
import { captured, createAsyncHooks, leaveContext } from './index.ts';
import { PROGRAMS } from './programs.ts';

/** Every program prints where it is and which store it has; on Node as here. */
const PRELUDE = `
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
const store = new AsyncLocalStorage();
const say = (...words) => console.log(...words, store.getStore());
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`;

const asyncHooks = createAsyncHooks();

async function printedByNode(source: string): Promise<string> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', source]);
  return stdout;
}

/** Callbacks of timers and immediates that are still to come. */
let pending = 0;

function awaited(callback: () => void): () => void {
  pending += 1;
  const run = captured(callback);
  return () => {
    pending -= 1;
    run();
  };
}

/** What a process gives a program, as far as these programs use it. */
const GLOBALS = {
  setTimeout: (callback: () => void, delayMs: number) => setTimeout(awaited(callback), delayMs),
  setImmediate: (callback: () => void) => setImmediate(awaited(callback)),
  queueMicrotask: (callback: () => void) => queueMicrotask(captured(callback)),
  process: { nextTick: (callback: () => void) => process.nextTick(captured(callback)) },
};

async function printedHere(source: string): Promise<string> {
  let printed = '';
  const console = { log: (...words: unknown[]) => (printed += `${format(...words)}\n`) };
  const globals = { ...GLOBALS, console };
  const { modules } = new Compiler().compile({ 'a.js': source }, allOfNode('Node'));
  const loaded = new Modules({
    modules,
    functionOf: (path) => evaluated(modules.get(path) as Module, globals),
    builtin: (name) => ({ async_hooks: asyncHooks, events: { EventEmitter } })[name],
    metaOf: () => ({ dirname: '/', filename: '/a.js', url: 'file:///a.js' }),
  });
  await loaded.import('a.js');
  do await new Promise((resolve) => setImmediate(resolve));
  while (pending > 0);
  return printed;
}

function evaluated(module: Module, globals: Record<string, unknown>): ModuleFunction {
  const { code } = link(module, { asyncContext: true });
  return new Function(...Object.keys(globals), `return ${code}`)(...Object.values(globals));
}

describe('a program has the stores that it has under Node', () => {
  test.each(Object.entries(PROGRAMS))('%s', async (_sentence, program) => {
    const source = PRELUDE + program;
    expect(await printedHere(source)).toBe(await printedByNode(source));
  });
});

test('a turn of the event loop begins without a store', async () => {
  const { AsyncLocalStorage } = asyncHooks;
  const store = new AsyncLocalStorage<string>();
  store.enterWith('left over');
  leaveContext();
  expect(store.getStore()).toBeUndefined();
});

test('what is not there says what to use instead', () => {
  expect(() => asyncHooks.createHook()).toThrow(
    'async_hooks.createHook is not available in this sandbox. To know which request code runs ' +
      'for, use AsyncLocalStorage.',
  );
});
