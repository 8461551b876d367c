/** The simulated sandbox in Node: for the terminal, and for tests. Not for the page. */
import { linkPackage } from '../../compile/packages/linked-package.ts';
import { packageStore } from '../../compile/packages/store.ts';
import { bundle } from '../browser/build/bundle.ts';
import type { FetchPackage } from '../linked-program.ts';
import { registryFiles } from '../registry/build.ts';
import { REGISTRY_ENTRY } from '../registry/entry.ts';
import { nodeEngine } from './engine/node.ts';
import { Realm } from './realm.ts';

const ENTRY = new URL('process-bundle.ts', import.meta.url);
const NAME = 'processes';

/** The text of the Node API, whose value is what process-bundle.ts exports. */
export async function buildProcessBundle(): Promise<string> {
  const { code } = await bundle(ENTRY, false, NAME);
  return `(() => {"use strict";${withSharedClasses(code)}\nreturn ${NAME};})()`;
}

/** Adds the list of all classes that the bundle declares, which are to be frozen. */
function withSharedClasses(code: string): string {
  const classes = [...code.matchAll(TOP_LEVEL_CLASS)].map(([, one, other]) => one ?? other);
  const end = code.lastIndexOf('return exports;');
  if (classes.length === 0 || end < 0) throw new Error('The bundle has another form than it had.');
  return `${code.slice(0, end)}exports.sharedClasses = [${classes}];\n${code.slice(end)}`;
}

const TOP_LEVEL_CLASS = /^\t(?:class ([\w$]+)|(?:var|let|const) ([\w$]+) = class\b)/gm;

let realm: Promise<Realm> | null = null;

/** The one realm of this thread. The first call bundles the Node API, which takes a second. */
export function nodeRealm(): Promise<Realm> {
  realm ??= createNodeRealm();
  return realm;
}

async function createNodeRealm(): Promise<Realm> {
  return new Realm({ engine: nodeEngine, processText: await buildProcessBundle(), fetchPackage });
}

const linked = new Map<string, ReturnType<FetchPackage>>();

const fetchPackage: FetchPackage = (name, options) => {
  if (name === REGISTRY_ENTRY) return registryFiles();
  const key = `${name} ${options.asyncContext} ${options.metered}`;
  const known = linked.get(key);
  if (known !== undefined) return known;
  const linking = packageStore().then((store) => linkPackage(store.get(name) ?? [], options));
  linked.set(key, linking);
  return linking;
};
