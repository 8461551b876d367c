/** The simulated sandbox in Node: for the terminal, and for tests. Not for the page. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkPackage } from '../../compile/packages/linked-package.ts';
import { PROJECT_ROOT, packageStore } from '../../compile/packages/store.ts';
import type { FetchPackage } from '../linked-program.ts';
import { registryFiles } from '../registry/build.ts';
import { REGISTRY_ENTRY } from '../registry/entry.ts';
import { nodeEngine } from './engine/node.ts';
import { type BuiltText, keptText } from './kept-text.ts';
import { Realm } from './realm.ts';

const ENTRY = new URL('process-bundle.ts', import.meta.url);
const NAME = 'processes';

/** What the text depends on besides its sources. */
const MAKERS = [
  fileURLToPath(import.meta.url),
  fileURLToPath(new URL('../browser/build/bundle.ts', import.meta.url)),
  join(PROJECT_ROOT, 'package-lock.json'),
];

/** The text of the Node API, whose value is what process-bundle.ts exports. */
export async function buildProcessBundle(): Promise<string> {
  return (await buildProcesses()).text;
}

/** The same, with the files that it was made from. */
export async function buildProcesses(): Promise<BuiltText> {
  // Only now: most runs find it built, and need no bundler.
  const { bundle } = await import('../browser/build/bundle.ts');
  const { code, files } = await bundle(ENTRY, false, { exportsName: NAME });
  const text = `(() => {"use strict";${withSharedClasses(code)}\nreturn ${NAME};})()`;
  return { text, files: [...files, ...MAKERS] };
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

/** The one realm of this thread. The first call of all bundles the Node API, which takes a second. */
export function nodeRealm(): Promise<Realm> {
  realm ??= createNodeRealm();
  return realm;
}

async function createNodeRealm(): Promise<Realm> {
  const processText = await keptText(NAME, buildProcesses);
  return new Realm({ engine: nodeEngine, processText, fetchPackage });
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
