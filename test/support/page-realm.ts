import processBundle from 'virtual:brownout/process-bundle';
import type { prepareProcess } from '../../runtime/process/index.ts';
import { createBrowserEngine, Realm } from '../../runtime/sandbox/simulated/index.ts';

/** A realm for simulated processes in the page of a test, which may evaluate text. */
export function createPageRealm(): Realm {
  const engine = createBrowserEngine((text, url) => {
    // By another name, so that it sees globals only.
    // biome-ignore lint/security/noGlobalEval: pages of tests have no policy against it
    const evaluate = globalThis.eval;
    return evaluate(`${text}\n//# sourceURL=${url}`);
  });
  const processes = engine.evaluate(processBundle, 'brownout:processes') as {
    prepareProcess: typeof prepareProcess;
  };
  return new Realm({ engine, fetchPackage: async () => [], ...processes });
}
