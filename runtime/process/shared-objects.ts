import { BUILTIN_NAMES } from './builtins/catalogue.ts';
import type { Host } from './host.ts';
import { prepareProcess, resolveOfMeta } from './start.ts';

const NOTHING = { pid: 0, entry: '', env: {}, modules: [] };

/**
 * What programs can get hold of, from a process that runs nothing: what it shares with processes to
 * come is among it. For places where many processes share one evaluation of this folder.
 */
export function sharedObjects(host: Host): readonly unknown[] {
  const { globals, builtin } = prepareProcess(host, NOTHING, new Map());
  const builtins = [...BUILTIN_NAMES].map((name) => builtin(name));
  return [...Object.values(globals), ...builtins, resolveOfMeta];
}
