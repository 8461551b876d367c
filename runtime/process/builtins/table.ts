/** The modules of Node that a process here has, each made when it is first asked for. */

import { type BuiltinNamespace, type BuiltinParts, makersOf } from './makers.ts';
import { nameMissing } from './missing-members.ts';
import { nameMissingOfObjects } from './missing-of-objects.ts';

export type { BuiltinNamespace, BuiltinParts };

/**
 * The builtins of one process, by name without `node:`; undefined for a name that there is not.
 * Each is made when it is first asked for: some change the realm that they are made in (node:test
 * and node:async_hooks follow its promises), and most programs import few.
 */
export function createBuiltins(
  parts: BuiltinParts,
): (name: string) => BuiltinNamespace | undefined {
  nameMissingOfObjects();
  const made = new Map<string, BuiltinNamespace>();
  const makers = makersOf(parts, (name) => get(name) as BuiltinNamespace);
  function get(name: string): BuiltinNamespace | undefined {
    const known = made.get(name);
    if (known !== undefined || !Object.hasOwn(makers, name)) return known;
    const namespace = (makers[name] as () => BuiltinNamespace)();
    made.set(name, namespace);
    nameMissing(name, namespace.default as object);
    // `fs.promises` is `fs/promises`, whichever of the two was asked for.
    if (name === 'fs') get('fs/promises');
    return namespace;
  }
  return get;
}
