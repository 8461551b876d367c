import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WAIT_LIMIT_MS } from '../../../../test/support/limits.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';

export const NODE_MODULES = join(import.meta.dirname, '../../../../node_modules');

export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** TypeScript's number of it: `2305`. */
  readonly code: number;
  readonly message: string;
}

export interface TypeCheckOptions {
  /** Declarations by path below node_modules. */
  readonly types: Readonly<Record<string, string>>;
  /** Whether these themselves are checked. */
  readonly checkTypes?: boolean;
}

/** Checks files as the editor does: the same options, and no types but those given. */
export async function typeCheck(
  files: Readonly<Record<string, string>>,
  { types, checkTypes = false }: TypeCheckOptions,
): Promise<Mistake[]> {
  const folder = await temporaryFolder();
  const given = Object.entries(types).map(
    ([path, text]) => [`node_modules/${path}`, text] as const,
  );
  for (const [path, text] of [...Object.entries(files), ...given]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const compilerOptions = { ...AS_IN_EDITOR, skipLibCheck: !checkTypes };
  // The editor is given every file of the types.
  const include = ['**/*.ts', ...given.map(([path]) => path)];
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
  return parse(await runCompiler(folder));
}

const AS_IN_EDITOR = {
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  noEmit: true,
  strict: true,
  types: [],
  verbatimModuleSyntax: true,
};

function runCompiler(folder: string): Promise<string> {
  const compiler = join(NODE_MODULES, 'typescript/bin/tsc');
  return new Promise((resolve, reject) => {
    const options = { timeout: WAIT_LIMIT_MS, cwd: folder, maxBuffer: 2 ** 26 };
    execFile(process.execPath, [compiler, '-p', folder], options, (error, stdout) => {
      if (error !== null && stdout === '') reject(error);
      else resolve(stdout);
    });
  });
}

function parse(output: string): Mistake[] {
  const found = output.matchAll(/^(.+)\((\d+),(\d+)\): error TS(\d+): (.*)$/gm);
  return [...found].map(([, file = '', line, column, code, message = '']) => {
    return { file, line: Number(line), column: Number(column), code: Number(code), message };
  });
}

/** The files below a folder whose path there matches, by that path, after a prefix if one is given. */
export function readSources(folder: string, which: RegExp, under = ''): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const chosen = paths.filter((path) => which.test(`/${path}`));
  return Object.fromEntries(
    chosen.map((path) => [join(under, path), readFileSync(join(folder, path), 'utf8')]),
  );
}
