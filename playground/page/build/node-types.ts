import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

const MODULE = 'virtual:brownout/node-types';

/** The modules that a service can import, and the globals: @types/node has a file for each. */
const ROOTS = [
  'globals.d.ts',
  'globals.typedarray.d.ts',
  'buffer.buffer.d.ts',
  'web-globals/abortcontroller.d.ts',
  'web-globals/domexception.d.ts',
  'web-globals/events.d.ts',
  'web-globals/fetch.d.ts',
  'buffer.d.ts',
  'console.d.ts',
  'events.d.ts',
  'http.d.ts',
  'net.d.ts',
  'path.d.ts',
  'process.d.ts',
  'querystring.d.ts',
  'stream.d.ts',
  'stream/consumers.d.ts',
  'stream/promises.d.ts',
  'stream/web.d.ts',
  'string_decoder.d.ts',
  'timers.d.ts',
  'timers/promises.d.ts',
  'url.d.ts',
  'util.d.ts',
];

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
    load: (loaded) =>
      loaded === id ? `export default ${JSON.stringify(collectNodeTypes(nodeModules))}` : null,
  };
}

/** Text by path below node_modules, `/` between its parts. */
export function collectNodeTypes(nodeModules: string): Record<string, string> {
  const node = join(nodeModules, '@types/node');
  const undici = join(nodeModules, 'undici-types');
  const files = new Set<string>();
  for (const root of ROOTS) addWithReferences(resolve(node, root), files);
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
