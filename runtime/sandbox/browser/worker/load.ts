import type { LinkedModule } from '../../linked-program.ts';
import type { StackMap } from '../../stack-map.ts';

/** The global through which a loaded text hands over its function; gone before any of them runs. */
const REGISTER = '$brownout';

/**
 * Evaluates the texts of modules, one function each, without running them. By importScripts, for
 * WebKit loses the places of what is evaluated in any other way, and the frame's policy allows none.
 */
export function loadFunctions(
  modules: readonly LinkedModule[],
  stacks: StackMap,
  importScripts: (...urls: string[]) => void,
): ReadonlyMap<string, unknown> {
  const functions = new Map<string, unknown>();
  const urls = modules.map((module, index) => {
    // On the text's own first line, so that no line moves.
    const prefix = `${REGISTER}(${index},`;
    const blob = new Blob([prefix, module.code, ')'], { type: 'text/javascript' });
    const url = URL.createObjectURL(blob);
    const { path, headColumns, moved } = module;
    stacks.add(url, { path, prefixColumns: prefix.length, headColumns, moved });
    return url;
  });
  const register = (index: number, evaluated: unknown) => {
    functions.set((modules[index] as LinkedModule).path, evaluated);
  };
  Object.defineProperty(globalThis, REGISTER, { value: register, configurable: true });
  try {
    importScripts(...urls);
  } finally {
    Reflect.deleteProperty(globalThis, REGISTER);
    for (const url of urls) URL.revokeObjectURL(url);
  }
  return functions;
}
