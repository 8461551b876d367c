/** The simulated sandbox in Node: for the terminal, and for tests. Not for the page. */
import { keptProcessBundle } from './build.ts';
import { nodeEngine } from './engine/node.ts';
import { fetchPackage } from './fetch-package.ts';
import { Realm } from './realm.ts';

let realm: Promise<Realm> | null = null;

/** The one realm of this thread. The first call of all bundles the Node API, which takes a second. */
export function nodeRealm(): Promise<Realm> {
  realm ??= createNodeRealm();
  return realm;
}

async function createNodeRealm(): Promise<Realm> {
  const processText = await keptProcessBundle();
  return new Realm({ engine: nodeEngine, processText, fetchPackage });
}
