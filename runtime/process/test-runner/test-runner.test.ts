import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRunner } from './index.ts';
import { PROGRAMS } from './testing/programs.ts';

const PRELUDE = `import test, { after, afterEach, before, beforeEach, describe, it, mock, suite } from 'node:test';
import assert from 'node:assert';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (...words) => console.log('said:', ...words);
`;

const RUN_HERE = fileURLToPath(new URL('./testing/run-here.ts', import.meta.url));

let folder: string;
let runHere: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brownout-test-runner-'));
  runHere = join(folder, 'run-here.mjs');
  await build({
    entryPoints: [RUN_HERE],
    outfile: runHere,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module';const require = createRequire('/');",
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly report: string;
  readonly exitCode: number;
}

function run(args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, (_error, stdout, stderr) => {
      resolve({ report: comparable(stdout + stderr), exitCode: child.exitCode ?? -1 });
    });
  });
}

const FRAME = /^ +(?:async )?(?:.* )?\(?(?:file:.*:\d+:\d+|<anonymous>)\)?$/;

/**
 * Times differ, what tests print comes at its own time, and of a stack only the first frame is the
 * program's own in every engine.
 */
function comparable(printed: string): string {
  const lines = printed
    .replace(/duration_ms:? [\d.]+/g, 'duration_ms …')
    .split('\n')
    .filter((line) => !/\bnode:|^ +stack: \|-$|^ +async /.test(line))
    .filter((line, index, all) => !(FRAME.test(line) && FRAME.test(all[index - 1] ?? '')));
  const isSaid = (line: string) => line.startsWith('said: ');
  return [...lines.filter(isSaid), ...lines.filter((line) => !isSaid(line))].join('\n');
}

let number = 0;
test.each(Object.entries(PROGRAMS))('%s', async (_sentence, program) => {
  number += 1;
  const file = join(folder, `tests-${number}.mjs`);
  writeFileSync(file, PRELUDE + program);
  const [here, node] = await Promise.all([run([runHere, file]), run([file])]);
  expect(here).toEqual(node);
});

test('what is not there says what to use instead', () => {
  const runner = createTestRunner({
    clock: { epochMs: () => 0, monotonicMs: () => 0 },
    mapStack: () => '',
    write: () => undefined,
    process: { on: () => undefined, removeListener: () => undefined },
    after: () => () => undefined,
    makeAbort: () => new AbortController(),
    assert: {},
  });
  expect(() => runner.run()).toThrow('test.run is not available in this sandbox.');
  expect(() => runner.mock.timers).toThrow('mock.timers is not available in this sandbox.');
});
