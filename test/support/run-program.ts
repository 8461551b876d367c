import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { vi } from 'vitest';
import {
  allOfNode,
  Compiler,
  formatDiagnostic,
  type Linked,
  link,
  type Module,
  type ModuleFunction,
  nodeSource,
  sourceColumn,
  sourceNames,
} from '../../runtime/compile/index.ts';
import { TestHost } from '../../runtime/process/testing.ts';
import { WAIT_LIMIT_MS } from './limits.ts';

/** What a program of one module did, as whoever started it sees it. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

const PATH = 'main.ts';
const URL_OF_MAIN = `file:///${PATH}`;

/** Runs a program in a process of Node. */
export async function runInNode(source: string): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'brownout-program-'));
  try {
    const file = join(folder, 'main.mjs');
    await writeFile(file, nodeSource(compile(source), URL_OF_MAIN));
    return await new Promise<Ran>((resolve) => {
      const options = { encoding: 'utf8', timeout: WAIT_LIMIT_MS, cwd: folder } as const;
      execFile(process.execPath, [file], options, (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : 0;
        resolve({ stdout, stderr: withoutNode(stderr, pathToFileURL(file).href), code });
      });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Leaves out frames of Node's own code, which a process here has none of, and what varies. */
function withoutNode(stderr: string, url: string): string {
  return stderr
    .replaceAll(url, URL_OF_MAIN)
    .replaceAll(/\n +at .*(?:node:|\(<anonymous>).*?( \{)?(?=\n)/g, '$1')
    .replaceAll(/^Node\.js v\d+\.\d+\.\d+$/gm, 'Node.js v20')
    .replaceAll(/^\(node:\d+\)/gm, '(node:1000)');
}

/** Runs a program as a process of `runtime/process`, on a virtual clock. */
export async function runOnHost(source: string): Promise<Ran> {
  // One evaluation of the modules is one process.
  vi.resetModules();
  const { prepareProcess } = await import('../../runtime/process/index.ts');
  const module = compile(source);
  const linked = link(module);
  const host = new TestHost();
  host.mapStack = (stack) => mapStack(stack, linked);
  const functions = new Map<string, ModuleFunction>();
  const modules = [{ path: PATH, source, module }];
  const prepared = prepareProcess(host, { pid: 1000, entry: PATH, env: {}, modules }, functions);
  const { globals } = prepared;
  const prefix = 'return ';
  const make = compileFunction(prefix + linked.code, Object.keys(globals), {
    filename: URL_OF_MAIN,
    columnOffset: -prefix.length,
  });
  functions.set(PATH, make(...Object.values(globals)));
  void prepared.run();
  const { code } = await host.untilExit();
  return {
    stdout: host.printed.stdout,
    stderr: host.printed.stderr.replaceAll(/^Node\.js v\d+\.\d+\.\d+$/gm, 'Node.js v20'),
    code,
  };
}

function compile(source: string): Module {
  const { modules, diagnostics } = new Compiler().compile({ [PATH]: source }, allOfNode('Node'));
  const module = modules.get(PATH);
  if (module?.kind !== 'script') throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  return module;
}

function mapStack(stack: string, linked: Linked): string {
  const frames = stack
    .split('\n')
    .filter((line) => !line.startsWith('    at ') || line.includes(URL_OF_MAIN))
    .map((line) =>
      line.replace(/main\.ts:(\d+):(\d+)/, (_whole, row, column) => {
        const at = sourceColumn(linked, Number(row), Number(column)) ?? 1;
        return `main.ts:${row}:${at}`;
      }),
    );
  return sourceNames(frames.join('\n'));
}
