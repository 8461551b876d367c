import {
  type Files,
  type Linked,
  type LinkOptions,
  type LoadPackage,
  link,
  loadPackageFiles,
  type ModuleGraph,
  usesAsyncContext,
} from '../compile/index.ts';
import type { Program } from '../process/index.ts';
import { SandboxError } from './errors.ts';

/** A program with the text of its modules, each one function. */
export interface LinkedProgram extends Program {
  readonly modules: readonly LinkedModule[];
}

export type LinkedModule = Program['modules'][number] & Linked;

/** Fetches a package's files, linked with these options. */
export type FetchPackage = (name: string, options: LinkOptions) => ReturnType<LoadPackage>;

/** What a process is given: its modules linked, with the sources that errors quote. */
export async function programOf(
  graph: ModuleGraph,
  files: Files,
  process: { readonly pid: number; readonly env: Readonly<Record<string, string>> },
  fetchPackage: FetchPackage,
  { metered = false }: { readonly metered?: boolean } = {},
): Promise<LinkedProgram> {
  const options = { asyncContext: usesAsyncContext(graph.modules), metered };
  const own = graph.modules.map((module) => ({
    ...link(module, options),
    source: files[module.path] ?? '',
    module,
  }));
  const packages = await packageModules(graph.packages, (name) => fetchPackage(name, options));
  return { ...process, entry: graph.entry, modules: [...own, ...packages] };
}

async function packageModules(
  specifiers: readonly string[],
  load: LoadPackage,
): Promise<LinkedModule[]> {
  try {
    const files = await loadPackageFiles(specifiers, load);
    return files.map(({ module, linked }) => ({ ...linked, source: null, module }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SandboxError(
      'lost',
      `The packages that this service imports could not be loaded: ${reason}`,
      'Look whether this site can still be reached, then run it again.',
    );
  }
}
