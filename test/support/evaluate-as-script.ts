import type { Evaluated } from '../../runtime/sandbox/simulated/index.ts';

/** The global that a script leaves its value in, until it is fetched from there. */
const RESULT = '$brownout';

/** Not by eval: functions that eval has made go by other names in stacks. */
export function evaluateAsScript(text: string, url: string): Evaluated {
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
