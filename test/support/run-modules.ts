import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import {
  allOfNode,
  Compiler,
  type Files,
  formatDiagnostic,
  type Linked,
  link,
  type Module,
  nodePath,
  nodeSource,
  sourceColumn,
  sourceNames,
} from '../../runtime/compile/index.ts';
import type { ImportPlace } from '../../runtime/process/module-errors.ts';
import { Modules } from '../../runtime/process/modules.ts';
import { WAIT_LIMIT_MS } from './limits.ts';

/** What a program printed, one line for each call of `print`; then what it threw and where. */
export type Printed = readonly string[];

const ENTRY = 'main.ts';
const nodeRequire = createRequire(import.meta.url);

/** The modules of a program, whose entry is `main.ts`; it prints with the global `print`. */
function modulesOf(files: Files): ReadonlyMap<string, Module> {
  const compiled = new Compiler().compile(files, allOfNode('Node'));
  // An import that is wrong is what some programs are about: only what cannot run is refused.
  const [fault] = compiled.diagnostics.filter(
    ({ code }) => code === 'syntax' || code === 'not-erasable',
  );
  if (fault) throw new Error(formatDiagnostic(fault));
  return compiled.modules;
}

/** Runs programs, one after another, as ES modules of one real Node. */
export function runInNode(programs: readonly Files[]): Printed[] {
  const folder = mkdtempSync(join(tmpdir(), 'brownout-modules-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'run.js'), RUN_IN_NODE);
    programs.forEach((files, index) => {
      for (const module of modulesOf(files).values()) {
        const file = join(folder, String(index), nodePath(module.path));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, nodeSource(module, module.path));
      }
    });
    const args = ['--no-warnings', join(folder, 'run.js'), String(programs.length)];
    return JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8', timeout: WAIT_LIMIT_MS }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const RUN_IN_NODE = `
const outputs = [];
for (let index = 0; index < Number(process.argv[2]); index++) {
  const lines = [];
  globalThis.print = (...values) => lines.push(values.map(String).join(' '));
  try {
    await import('./' + index + '/main.js');
  } catch (error) {
    lines.push(error.name + ': ' + error.message);
    const [, place] = /(\\w+\\.m?[jt]s:\\d+:\\d+)/.exec(error.stack.replaceAll('file://', '')) ?? [];
    lines.push('at ' + place);
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  outputs.push(lines);
}
console.log(JSON.stringify(outputs));
`;

/** Runs a program linked as functions. */
export async function runLinked(files: Files): Promise<Printed> {
  const modules = modulesOf(files);
  const lines: string[] = [];
  Object.assign(globalThis, {
    print: (...values: unknown[]) => lines.push(values.map(String).join(' ')),
  });
  const links = new Map([...modules].map(([path, module]) => [path, link(module)]));
  const process = new Modules({
    modules,
    functionOf: (path) => runInThisContext((links.get(path) as Linked).code, { filename: path }),
    builtin: (name) => (isBuiltin(`node:${name}`) ? nodeRequire(`node:${name}`) : undefined),
    metaOf: (path) => ({ dirname: '/', filename: `/${path}`, url: `file:///${path}` }),
  });
  try {
    await process.import(ENTRY);
  } catch (error) {
    lines.push(sourceNames(String(error)));
    lines.push(`at ${placeOf(error as Error, links)}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  return lines;
}

/** The first place of a stack that is the learner's. */
function placeOf(error: Error, links: ReadonlyMap<string, Linked>): string | undefined {
  const stack = error.stack ?? '';
  // An error of linking comes before all code, and knows its place in the source.
  if (isPlaced(error)) return `${error.file}:${error.line}:${error.column}`;
  for (const [, path = '', line, column] of stack.matchAll(/(\w+\.m?[jt]s):(\d+):(\d+)/g)) {
    const linked = links.get(path);
    const at = linked && sourceColumn(linked, Number(line), Number(column));
    if (typeof at === 'number') return `${path}:${line}:${at}`;
  }
}

function isPlaced(error: Error): error is Error & ImportPlace {
  return 'file' in error;
}
