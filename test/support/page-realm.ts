import processText from 'virtual:brownout/process-bundle';
import { createBrowserEngine, Realm } from '../../runtime/sandbox/simulated/index.ts';
import { evaluateAsScript } from './evaluate-as-script.ts';

/** A realm for simulated processes in the page of a test. */
export function createPageRealm(): Realm {
  const engine = createBrowserEngine(evaluateAsScript);
  return new Realm({ engine, processText, fetchPackage: async () => [] });
}
