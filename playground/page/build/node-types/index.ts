/** The editor's types: those of Node, without what the browser sandbox does not have. */
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { readSurface } from '../../../../runtime/sandbox/browser/build/surface/index.ts';
import { collectNodeTypes } from './collect.ts';

export { collectNodeTypes };

const MODULE = 'virtual:brownout/node-types';

/**
 * Vite plugin: the virtual module `virtual:brownout/node-types`, whose default export holds the
 * declaration files of what services can use, by path below node_modules.
 */
export function nodeTypes(nodeModules: string): Plugin {
  const id = `\0${MODULE}`;
  return {
    name: 'brownout:node-types',
    resolveId: (source) => (source === MODULE ? id : null),
    async load(loaded) {
      if (loaded !== id) return null;
      const files = collectNodeTypes(nodeModules, await readSurface());
      const bundledFiles = Object.keys(files).map((path) => join(nodeModules, path));
      return { code: `export default ${JSON.stringify(files)}`, meta: { bundledFiles } };
    },
  };
}
