import { createRequire } from 'node:module';
import { allOfNode, type Builtins, type ModuleSurface } from '../../compile/index.ts';

const nodeRequire = createRequire(import.meta.url);

/** All of Node's modules with the members that they have in the running Node. */
export const NODE_BUILTINS: Builtins = allOfNode('Node', surfaceOf);

/** Loading these prints a warning. */
const WARN = new Set(['punycode', 'sys', 'wasi']);

/** What a process has that was started with a channel to its parent, as this one need not be. */
const OF_CHILDREN = ['channel', 'connected', 'disconnect', 'send'];

const known = new Map<string, ModuleSurface>();

/** What an import can name is what is enumerable of a module's own exports object. */
function surfaceOf(name: string): ModuleSurface | null {
  if (WARN.has(name)) return null;
  let surface = known.get(name);
  if (surface === undefined) {
    const exports: object = nodeRequire(`node:${name}`);
    const has = new Set([...Object.keys(exports), ...(name === 'process' ? OF_CHILDREN : [])]);
    surface = { has, lacks: new Set(), inherited: new Set(allNames(exports)) };
    known.set(name, surface);
  }
  return surface;
}

function allNames(object: object): string[] {
  const parent = Object.getPrototypeOf(object);
  return [...Object.getOwnPropertyNames(object), ...(parent === null ? [] : allNames(parent))];
}
