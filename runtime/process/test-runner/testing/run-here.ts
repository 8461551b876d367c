import nodeAssert from 'node:assert';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import {
  allOfNode,
  Compiler,
  type Linked,
  link,
  type Module,
  type ModuleFunction,
  sourceColumn,
} from '../../../compile/index.ts';
import { Modules } from '../../modules.ts';
import { createTestRunner } from '../index.ts';

/** Runs a file of tests with our node:test in this process: `run-here.ts tests.mjs`. */
const path = process.argv[2] as string;
const url = `file://${path}`;
const { modules } = new Compiler().compile(
  { 'tests.js': readFileSync(path, 'utf8') },
  allOfNode('Node'),
);
const linked = link(modules.get('tests.js') as Module, { asyncContext: true });

const test = createTestRunner({
  clock: { epochMs: () => 0, monotonicMs: () => performance.now() },
  mapStack: (stack) => ownFrames(stack, linked),
  write: (text) => process.stdout.write(text),
  process: process as never,
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs).unref();
    return () => clearTimeout(timer);
  },
  makeAbort: () => new AbortController(),
  assert: nodeAssert,
});

function ownFrames(stack: string, columns: Linked): string {
  const frames = stack.split('\n').filter((line) => line.includes(url));
  const mapped = frames.map((frame) =>
    frame.replace(/:(\d+):(\d+)(?=\)?$)/, (_place, line, column) => {
      return `:${line}:${sourceColumn(columns, Number(line), Number(column))}`;
    }),
  );
  return mapped.join('\n');
}

await new Modules({
  modules,
  functionOf: (): ModuleFunction => vm.runInThisContext(linked.code, { filename: url }),
  builtin: (name) => ({ test, assert: Object.assign({ default: nodeAssert }, nodeAssert) })[name],
  metaOf: () => ({ dirname: '/', filename: path, url }),
}).import('tests.js');
