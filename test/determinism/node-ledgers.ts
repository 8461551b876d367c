import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';

/** The module whose default export are Node's ledgers; its type is in node-ledgers-module.d.ts. */
const MODULE = 'virtual:brownout/node-ledgers';
const PROGRAM = fileURLToPath(new URL('print-ledgers.ts', import.meta.url));
const LIMITS = { maxBuffer: 256 * 1024 * 1024, timeout: 120_000 };

/**
 * Runs the seeds in Node, for a test in a browser to compare with. In a process of its own, since a
 * realm is frozen for good, and Vite would go on in this one.
 */
export function nodeLedgers(): Plugin {
  return {
    name: 'brownout:node-ledgers',
    resolveId: (id) => (id === MODULE ? `\0${id}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      const args = ['--import', 'tsx', PROGRAM];
      const { stdout } = await promisify(execFile)(process.execPath, args, LIMITS);
      return `export default ${stdout};`;
    },
  };
}
