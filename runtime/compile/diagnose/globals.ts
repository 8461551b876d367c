import type { Builtins } from '../builtins.ts';
import type { Problem } from './diagnose.ts';
import type { GlobalRead } from './global-reads.ts';

/** What CommonJS has in each file and an ES module has not, in Node as elsewhere. */
const OF_COMMONJS: Readonly<Record<string, string>> = {
  __dirname: 'Use import.meta.dirname.',
  __filename: 'Use import.meta.filename.',
  exports: 'Write: export const name = …; or: export default …;',
  module: 'Write: export const name = …; or: export default …;',
  require: "Write: import name from 'node:name'; or: const name = await import('./name.ts');",
};

/** Globals of Node that a sandbox may lack; others are its own or the language's. */
const OF_NODE = `BroadcastChannel Crypto CryptoKey MessageChannel MessageEvent MessagePort
  PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming SubtleCrypto`;

/** The names of globals that are looked for in every module. */
export const DOUBTFUL_GLOBALS: ReadonlySet<string> = new Set([
  ...Object.keys(OF_COMMONJS),
  ...OF_NODE.split(/\s+/),
]);

/** Globals that a module reads, and that are not there. */
export function missingGlobals(reads: readonly GlobalRead[], builtins: Builtins): Problem[] {
  return reads.flatMap(({ name, at }) => {
    const ofCommonJs = OF_COMMONJS[name];
    if (ofCommonJs !== undefined) {
      const message = `'${name}' is CommonJS; services are ES modules.`;
      return [{ at, code: 'unavailable-global', message, hint: ofCommonJs }] as const;
    }
    const hint = builtins.missingGlobals[name];
    if (hint === undefined) return [];
    const message = `There is no '${name}' in ${builtins.sandboxTitle}.`;
    return [{ at, code: 'unavailable-global', message, hint }] as const;
  });
}
