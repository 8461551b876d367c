import type { Plugin } from 'vite';
import { keptProcessBundle } from '../../runtime/sandbox/simulated/build.ts';

/** The module whose default export is the text of the Node API; its type is in process-bundle-module.d.ts. */
const MODULE = 'virtual:brownout/process-bundle';

/** Gives tests in a browser the same text that Node evaluates. */
export function processBundle(): Plugin {
  return {
    name: 'brownout:process-bundle',
    resolveId: (id) => (id === MODULE ? `\0${id}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      return `export default ${JSON.stringify(await keptProcessBundle())};`;
    },
  };
}
