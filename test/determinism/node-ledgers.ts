import type { Plugin } from 'vite';
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import { ledgersOf } from './ledgers.ts';

/** The module whose default export are Node's ledgers; its type is in node-ledgers-module.d.ts. */
const MODULE = 'virtual:brownout/node-ledgers';

/** Runs the seeds in Node, for a test in a browser to compare with. */
export function nodeLedgers(): Plugin {
  return {
    name: 'brownout:node-ledgers',
    resolveId: (id) => (id === MODULE ? `\0${id}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      return `export default ${JSON.stringify(await ledgersOf(await nodeRealm()))};`;
    },
  };
}
