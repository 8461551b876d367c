import { type Files, link, type ModuleGraph, usesAsyncContext } from '../../../compile/index.ts';
import type { WorkerProgram } from '../protocol.ts';

/** What a process is given: its modules linked, with the sources that errors quote. */
export function programOf(
  graph: ModuleGraph,
  files: Files,
  process: { readonly pid: number; readonly env: Readonly<Record<string, string>> },
): WorkerProgram {
  const asyncContext = usesAsyncContext(graph.modules);
  const modules = graph.modules.map((module) => ({
    ...link(module, { asyncContext }),
    source: files[module.path] ?? '',
    module,
  }));
  return { ...process, entry: graph.entry, modules };
}
