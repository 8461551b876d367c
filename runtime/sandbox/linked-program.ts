import {
  type Linked,
  type LinkOptions,
  type LoadPackage,
  link,
  loadPackageFiles,
  usesAsyncContext,
} from '../compile/index.ts';
import type { Program } from '../process/index.ts';
import { SandboxError } from './errors.ts';
import { REGISTRY_ENTRY, REGISTRY_PATH } from './registry/entry.ts';
import type { ServiceSpec } from './sandbox.ts';
import type { Workspace } from './workspace.ts';

/** A program with the text of its modules, each one function. */
export interface LinkedProgram extends Program {
  readonly modules: readonly LinkedModule[];
  /** Whether it is the registry's, which nothing has to be guarded from. */
  readonly isRegistry: boolean;
}

export type LinkedModule = Program['modules'][number] & Linked;

/** Fetches a package's files, linked with these options. */
export type FetchPackage = (name: string, options: LinkOptions) => ReturnType<LoadPackage>;

/** What a process is told of itself. */
type Given = Pick<Program, 'pid' | 'env'>;

/** What a process is given: its modules linked, with the sources that errors quote. */
export async function programOf(
  { service, entry }: Pick<ServiceSpec, 'service' | 'entry'>,
  workspace: Workspace,
  process: Given,
  fetchPackage: FetchPackage,
  { metered = false }: { readonly metered?: boolean } = {},
): Promise<LinkedProgram> {
  if (entry === REGISTRY_ENTRY) return registryProgram(process, fetchPackage);
  const graph = workspace.graph(service, entry);
  const options = { asyncContext: usesAsyncContext(graph.modules), metered };
  const own = graph.modules.map((module) => ({
    ...link(module, options),
    source: workspace.files[module.path] ?? '',
    module,
  }));
  const packages = await packageModules(graph.packages, (name) => fetchPackage(name, options));
  return { ...process, entry: graph.entry, modules: [...own, ...packages], isRegistry: false };
}

/** The registry's program. Its steps are never counted: it is none of the learner's. */
async function registryProgram(process: Given, fetchPackage: FetchPackage): Promise<LinkedProgram> {
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
