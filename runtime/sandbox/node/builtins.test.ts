import { expect, test } from 'vitest';
import { Compiler } from '../../compile/index.ts';
import { NODE_BUILTINS } from './builtins.ts';

function saidOf(source: string): readonly string[] {
  const { diagnostics } = new Compiler().compile({ 'a.ts': source }, NODE_BUILTINS);
  return diagnostics.map(
    ({ line, column, message, hint }) => `${line}:${column} ${message} ${hint}`,
  );
}

test('all that the running Node has can be imported and read', () => {
  const programs = [
    "import fs, { createReadStream, watch } from 'node:fs'; fs.watch('.');",
    "import process, { env, send } from 'node:process'; process.on('exit', () => env);",
    "import { fork } from 'node:cluster'; import { describe, it } from 'node:test';",
    "import EventEmitter, { once } from 'node:events'; EventEmitter.once; once;",
    "import assert from 'node:assert'; assert.strict; assert.equal(1, 1);",
    'process.emitWarning(process.title); process.stdin.resume();',
  ];
  expect(programs.flatMap(saidOf)).toEqual([]);
});

test('what the running Node does not have is named, with what was meant', () => {
  expect(saidOf("import { creatServer } from 'node:http';")).toEqual([
    "1:10 node:http has no 'creatServer'. Did you mean 'createServer'?",
  ]);
});
