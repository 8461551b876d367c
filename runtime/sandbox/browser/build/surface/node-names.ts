import { spawnSync } from 'node:child_process';

/** Names of the members of one of Node's own modules. */
export interface NodeNames {
  readonly importable: readonly string[];
  /** Names that only the default export has, because it inherits them or hides them. */
  readonly inherited: readonly string[];
}

/** The members of modules of the running Node, looked up in a process of their own. */
export function readNodeNames(modules: readonly string[]): Readonly<Record<string, NodeNames>> {
  const { stdout } = spawnSync(process.execPath, ['--eval', LIST, ...modules], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return JSON.parse(stdout);
}

/** What an import can name is what is enumerable of the exports object itself. */
const LIST = `
const everyones = new Set([Object.prototype, Function.prototype]);
const names = (module) => {
  const exports = require('node:' + module);
  const importable = Object.keys(exports);
  const inherited = [];
  for (let at = exports; at && !everyones.has(at); at = Object.getPrototypeOf(at)) {
    inherited.push(...Object.getOwnPropertyNames(at));
  }
  const more = inherited.filter((name) => !importable.includes(name) && !(name in Object));
  return { importable, inherited: [...new Set(more)] };
};
const modules = process.argv.slice(1);
console.log(JSON.stringify(Object.fromEntries(modules.map((module) => [module, names(module)]))));
`;
