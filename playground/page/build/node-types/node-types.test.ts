import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { NODE_MODULES as MODULES_OF_NODE } from '../../../../runtime/compile/builtins.ts';
import { allSteps, readCourse } from '../../../../runtime/course/read.ts';
import {
  readSurface,
  type Surface,
} from '../../../../runtime/sandbox/browser/build/surface/index.ts';
import {
  type NodeNames,
  readNodeNames,
} from '../../../../runtime/sandbox/browser/build/surface/node-names.ts';
import { type Mistake, NODE_MODULES, readSources, typeCheck } from '../testing/type-check.ts';
import { collectNodeTypes } from './index.ts';

const ROOT = join(import.meta.dirname, '../../../..');

let surface: Surface;
let node: Readonly<Record<string, NodeNames>>;
let trimmed: Readonly<Record<string, string>>;

beforeAll(async () => {
  surface = await readSurface();
  node = readNodeNames(Object.keys(surface.modules));
  trimmed = collectNodeTypes(NODE_MODULES, surface);
});

const WHOLE = readTypes(['@types/node', 'undici-types']);
test('what is left of the types is right in itself', async () => {
  expect(await typeCheck({}, { types: trimmed, checkTypes: true })).toEqual([]);
});

test("the lessons' files have no mistakes in them", async () => {
  const steps = allSteps(await readCourse(join(ROOT, 'lessons')));
  const files = Object.fromEntries(
    steps.flatMap(({ folder, start, solution }) => [
      ...Object.entries(start).map(([path, text]) => [`${folder}/start/${path}`, text]),
      ...Object.entries(solution).map(([path, text]) => [`${folder}/solution/${path}`, text]),
    ]),
  );
  expect(Object.keys(files).length).toBeGreaterThan(1);
  expect(await typeCheck(files, { types: trimmed })).toEqual([]);
});

test('all that the sandbox has is there, with the types that Node has', async () => {
  const here = Object.keys(surface.modules);
  const files = {
    'imports.ts': importsOf(here, (module) => namesOf(module).filter(isThere(module))),
    'common.ts': COMMON,
  };
  const withAll = await typeCheck(files, { types: WHOLE });
  expect(await typeCheck(files, { types: trimmed })).toEqual(withAll);
  expect(withAll.filter(({ file }) => file === 'common.ts')).toEqual([]);
});

test('what the sandbox lacks cannot be imported', async () => {
  const here = Object.keys(surface.modules);
  const elsewhere = [...MODULES_OF_NODE].filter((name) => !here.includes(name));
  const files = {
    'members.ts': importsOf(here, (module) =>
      namesOf(module).filter((name) => !isThere(module)(name)),
    ),
    'modules.ts': elsewhere.map((name, n) => `import * as it${n} from 'node:${name}';\n`).join(''),
  };
  const mistakes = await typeCheck(files, { types: trimmed });
  for (const [file, text] of Object.entries(files)) {
    const wrong = new Set(linesOf(mistakes, file));
    const lines = text.split('\n').slice(0, -1);
    expect(lines.filter((_, index) => !wrong.has(index + 1))).toEqual([]);
  }
});

test('what the sandbox lacks is a mistake where it is used', async () => {
  const mistakes = await typeCheck({ 'lacking.ts': LACKING }, { types: trimmed });
  const lines = LACKING.split('\n');
  const expected = lines.flatMap((line, index) => (line.startsWith('import') ? [] : [index + 1]));
  expect([...new Set(linesOf(mistakes, 'lacking.ts'))]).toEqual(expected.slice(0, -1));
  expect(await typeCheck({ 'lacking.ts': LACKING }, { types: WHOLE })).toEqual([]);
});

test('types of modules that cannot be imported are there for what is made of them', async () => {
  const source = `import { createServer, type IncomingMessage } from 'node:http';
const server = createServer((request: IncomingMessage, response) => {
  response.end(request.socket.remoteAddress?.toUpperCase());
});
const port: boolean = server.listen(0).address();
`;
  expect(await typeCheck({ 'a.ts': source }, { types: trimmed })).toMatchObject([
    { line: 5, column: 7, message: expect.stringContaining('AddressInfo') },
  ]);
});

function namesOf(module: string): readonly string[] {
  return node[module]?.importable ?? [];
}

function isThere(module: string): (name: string) => boolean {
  return (name) => surface.modules[module]?.includes(name) === true;
}

/** Imports of members, one a line. */
function importsOf(
  modules: readonly string[],
  members: (module: string) => readonly string[],
): string {
  let count = 0;
  const lines = modules.flatMap((module) =>
    members(module).map((name) => `import { ${name} as it${count++} } from 'node:${module}';\n`),
  );
  return lines.join('');
}

function linesOf(mistakes: readonly Mistake[], file: string): number[] {
  return mistakes.filter((mistake) => mistake.file === file).map(({ line }) => line);
}

function readTypes(packages: readonly string[]): Record<string, string> {
  const files = packages.map((name) => readSources(join(NODE_MODULES, name), /\.d\.ts$/, name));
  // Of two folders for versions of TypeScript, one is for the version in use.
  const all = Object.entries(Object.assign({}, ...files) as Record<string, string>);
  return Object.fromEntries(all.filter(([path]) => !path.includes('/ts5.6/')));
}

/** What services do every day. */
const COMMON = `import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  await sleep(5);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ path: url.pathname, body: await bodyOf(request) }));
});
server.listen(Number(process.env.PORT ?? 0));
await once(server, 'listening');
const answer = await fetch('http://localhost', {
  method: 'POST',
  body: new URLSearchParams({ a: '1' }),
  signal: AbortSignal.timeout(100),
});
const copy: unknown = structuredClone(await answer.json());
console.log(answer.status, answer.headers.get('etag'), copy, import.meta.url);
for await (const part of answer.body ?? []) console.log(new TextDecoder().decode(part));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
const timer = setInterval(() => performance.now(), 1000);
timer.unref();
queueMicrotask(() => clearInterval(timer));
server.maxConnections = 100;
performance.mark('begin');
console.log(performance.measure('whole', 'begin').duration, performance.mark('end').startTime);
export {};
`;

/** Each line but the imports uses something that is not there. */
const LACKING = `import { createServer } from 'node:http';
import fs from 'node:fs';
fs.watch('a');
process.dlopen({ exports: {} }, 'a');
process.umask();
process.stdin.resume();
createServer().connections;
createServer().on('connection', (socket) => socket.bytesRead);
console.timeStamp();
console.log(import.meta.resolve('a'));
new MessageChannel();
performance.eventLoopUtilization();
new WebSocket('ws://localhost');
require('node:fs');
__dirname;
`;
