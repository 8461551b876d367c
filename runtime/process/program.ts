import type { ModuleShape } from '../compile/module.ts';
import { perProcess } from './current.ts';

/** What a process runs, all of it known before it starts. */
export interface Program {
  readonly pid: number;
  /** The entry module's path in the workspace: `hello/server.ts`. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Every module that the entry can reach. */
  readonly modules: readonly ProgramModule[];
}

export interface ProgramModule {
  /** Relative to the workspace's root. */
  readonly path: string;
  /** What the learner wrote: printed above an uncaught error. Null for a package's. */
  readonly source: string | null;
  readonly module: ModuleShape;
}

const currentSources = perProcess(() => new Map<string, string | null>());

/** Where a module of the workspace seems to be to the program itself. */
export function moduleUrl(path: string): string {
  return `file:///${path}`;
}

/** Keeps the sources for `sourceLine`. */
export function keepSources(modules: readonly ProgramModule[]): void {
  const sources = currentSources();
  for (const { path, source } of modules) sources.set(moduleUrl(path), source);
}

/** One line of a module's source (1-based), or null when there is none. */
export function sourceLine(url: string, line: number): string | null {
  return currentSources().get(url)?.split('\n')[line - 1] ?? null;
}
