import { type Files, link, type ModuleGraph } from '../../../compile/index.ts';
import type { WorkerProgram } from '../protocol.ts';

/** What a process is given: its modules linked, with the sources that errors quote. */
export function programOf(
  graph: ModuleGraph,
  files: Files,
  process: { readonly pid: number; readonly env: Readonly<Record<string, string>> },
): WorkerProgram {
  const modules = graph.modules.map((module) => {
    const { code, headColumns, moved } = link(module);
    const { path } = module;
    return { path, source: files[path] ?? '', module, code, headColumns, moved };
  });
  return { ...process, entry: graph.entry, modules };
}
