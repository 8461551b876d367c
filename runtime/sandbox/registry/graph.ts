import type { ModuleGraph } from '../../compile/index.ts';
import { REGISTRY_PATH } from './entry.ts';

/** The registry's program, one JavaScript module, as the sandbox of Node processes writes services down. */
export function registryGraphOf(code: string): ModuleGraph {
  const module = { kind: 'script', path: REGISTRY_PATH, code, imports: [], exports: [] } as const;
  return { entry: REGISTRY_PATH, modules: [module], packages: [], diagnostics: [] };
}
