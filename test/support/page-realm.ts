import { plain } from 'virtual:brownout/packages';
import processText from 'virtual:brownout/process-bundle';
import { REGISTRY_ENTRY } from '../../runtime/sandbox/index.ts';
import { createBrowserEngine, Realm } from '../../runtime/sandbox/simulated/index.ts';
import { evaluateAsScript } from './evaluate-as-script.ts';

/** A realm for simulated processes in the page of a test. Of what is fetched it has the registry. */
export function createPageRealm(): Realm {
  const engine = createBrowserEngine(evaluateAsScript);
  return new Realm({
    engine,
    processText,
    fetchPackage: async (name) =>
      name === REGISTRY_ENTRY ? ((await plain[name]?.())?.default ?? []) : [],
  });
}
