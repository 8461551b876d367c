import { join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vite';

/** The registry as one module that a sandbox takes for a service: `instance.ts` and all it needs. */
export async function bundleInstance(): Promise<string> {
  const entryPoints = [join(import.meta.dirname, 'instance.ts')];
  const options = { bundle: true, write: false, format: 'esm', target: 'es2023' } as const;
  const built = await build({ ...options, entryPoints, external: ['node:*'] });
  return built.outputFiles[0]?.text ?? '';
}

/** The module whose default export is that text; its type is in consul-instance-module.d.ts. */
const MODULE = 'virtual:brownout/consul-instance';

/** Gives tests in a browser the same text. */
export function consulInstance(): Plugin {
  return {
    name: 'brownout:consul-instance',
    resolveId: (id) => (id === MODULE ? `\0${id}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      return `export default ${JSON.stringify(await bundleInstance())};`;
    },
  };
}
