import processText from 'virtual:brownout/process-bundle';
import {
  createBrowserEngine,
  type Evaluated,
  Realm,
} from '../../runtime/sandbox/simulated/index.ts';
import type * as processBundle from '../../runtime/sandbox/simulated/process-bundle.ts';

/** A realm for simulated processes in the page of a test. */
export function createPageRealm(): Realm {
  const engine = createBrowserEngine(evaluateAsScript);
  const { value } = engine.evaluate(processText, 'brownout:processes');
  const processes = value as typeof processBundle;
  return new Realm({ engine, fetchPackage: async () => [], ...processes });
}

/** The global that a script leaves its value in, until it is fetched from there. */
const RESULT = '$brownout';

/** Not by eval: functions that eval has made go by other names in stacks. */
function evaluateAsScript(text: string, url: string): Evaluated {
  const prefix = `var ${RESULT}=`;
  const script = document.createElement('script');
  script.textContent = `${prefix}${text}\n//# sourceURL=${url}`;
  document.head.append(script);
  script.remove();
  const results = globalThis as { [RESULT]?: unknown };
  const value = results[RESULT];
  results[RESULT] = undefined;
  return { value, prefixColumns: prefix.length };
}
