import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { BUILTIN_NAMES } from '../../../runtime/process/builtins/catalogue.ts';

const MODULE = 'virtual:brownout/node-types';

/** What every service has without importing it. */
const GLOBALS = [
  'globals',
  'globals.typedarray',
  'buffer.buffer',
  'web-globals/abortcontroller',
  'web-globals/domexception',
  'web-globals/events',
  'web-globals/fetch',
];

/** What the declarations of the modules above are made of: a server is a `net.Server`. */
const FOUNDATIONS = ['net', 'stream/web'];

/**
 * Vite plugin: the virtual module `virtual:brownout/node-types`, whose default export holds the
 * declaration files of the Node modules that services can use, by path below node_modules. What
 * these refer to in modules that are not among them is simply unknown to the editor.
 */
export function nodeTypes(nodeModules: string): Plugin {
  const id = `\0${MODULE}`;
  return {
    name: 'brownout:node-types',
    resolveId: (source) => (source === MODULE ? id : null),
    load(loaded) {
      if (loaded !== id) return null;
      const files = collectNodeTypes(nodeModules);
      const bundledFiles = Object.keys(files).map((path) => join(nodeModules, path));
      return { code: `export default ${JSON.stringify(files)}`, meta: { bundledFiles } };
    },
  };
}

/** Text by path below node_modules, `/` between its parts. */
export function collectNodeTypes(nodeModules: string): Record<string, string> {
  const node = join(nodeModules, '@types/node');
  const undici = join(nodeModules, 'undici-types');
  const files = new Set<string>();
  for (const name of [...GLOBALS, ...FOUNDATIONS, ...BUILTIN_NAMES]) {
    const file = join(node, `${name}.d.ts`);
    // path/posix and the like are declared in their parent's file.
    if (existsSync(file)) addWithReferences(file, files);
  }
  for (const name of readdirSync(undici)) if (name.endsWith('.d.ts')) files.add(join(undici, name));
  const named = [...files].sort().map((file) => {
    const path = relative(nodeModules, file).split(sep).join('/');
    return [path, readFileSync(file, 'utf8')] as const;
  });
  return Object.fromEntries(named);
}

const REFERENCE = /^\/\/\/ <reference path="([^"]+)" \/>/gm;

function addWithReferences(file: string, files: Set<string>): void {
  if (files.has(file)) return;
  files.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(REFERENCE)) {
    addWithReferences(resolve(dirname(file), path as string), files);
  }
}
