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
import { REGISTRY_ENTRY, REGISTRY_PATH } from './registry/entry.ts';

/** A program with the text of its modules, each one function. */
export interface LinkedProgram extends Program {
  readonly modules: readonly LinkedModule[];
  /** Whether it is the registry's, which nothing has to be guarded from. */
  readonly isRegistry: boolean;
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
  return { ...process, entry: graph.entry, modules: [...own, ...packages], isRegistry: false };
}

/** The registry's program. Its steps are never counted: it is none of the learner's. */
export async function registryProgram(
  process: { readonly pid: number; readonly env: Readonly<Record<string, string>> },
  fetchPackage: FetchPackage,
): Promise<LinkedProgram> {
  const files = await fetched(() => fetchPackage(REGISTRY_ENTRY, { asyncContext: false }));
  const modules = files.map(({ module, linked }) => ({ ...linked, source: null, module }));
  return { ...process, entry: REGISTRY_PATH, modules, isRegistry: true };
}

async function packageModules(
  specifiers: readonly string[],
  load: LoadPackage,
): Promise<LinkedModule[]> {
  const files = await fetched(() => loadPackageFiles(specifiers, load));
  return files.map(({ module, linked }) => ({ ...linked, source: null, module }));
}

async function fetched<T>(fetch: () => Promise<T>): Promise<T> {
  try {
    return await fetch();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SandboxError(
      'lost',
      `The packages that this service imports could not be loaded: ${reason}`,
      'Look whether this site can still be reached, then run it again.',
    );
  }
}
