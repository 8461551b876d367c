import type { Plugin } from 'vite';

/** What the editor's compiler options name (see editor/typescript.ts), and what Node's types add. */
const LIBS = ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'];

/**
 * Vite plugin: leaves out of Monaco what the page does not use.
 * - Of TypeScript's standard libraries it keeps those that a service can use: the browser's alone
 *   are two thirds of the whole.
 * - Monaco's own start of the TypeScript worker would put the compiler into the site a second time:
 *   editor/monaco.ts starts it.
 * - The module that makes workers brings every feature of the editor along: the page has chosen its
 *   own in editor/monaco-features.ts.
 */
export function monacoDiet(): Plugin {
  return {
    name: 'brownout:monaco-diet',
    enforce: 'pre',
    async load(id) {
      const [file = ''] = id.split('?');
      if (!file.endsWith('/languages/features/typescript/lib/lib.js')) return null;
      const { libFileMap } = (await import(file)) as { libFileMap: Record<string, string> };
      return `export const libFileMap = ${JSON.stringify(keepLibs(libFileMap, LIBS))};`;
    },
    transform(code, id) {
      if (id.endsWith('/languages/features/typescript/workerManager.js')) {
        return { code: dropWorkerStart(code), map: null };
      }
      if (id.endsWith('/monaco-editor/esm/vs/internal/common/workers.js')) {
        return { code: dropBareImports(code), map: null };
      }
      return null;
    },
  };
}

/** The named libraries and all that they refer to. */
export function keepLibs(
  all: Readonly<Record<string, string>>,
  roots: readonly string[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name in kept) continue;
    const text = all[name];
    if (text === undefined) throw new Error(`Monaco's TypeScript has no library ${name}.`);
    kept[name] = text;
    for (const [, lib] of text.matchAll(/^\/\/\/ <reference lib="([^"]+)" \/>/gm)) {
      waiting.push(`lib.${lib}.d.ts`);
    }
  }
  return kept;
}

export function dropWorkerStart(code: string): string {
  const start = /createWorker: \(\) => new Worker\(new URL\([^)]*\), \{[^}]*\}\),/;
  if (!start.test(code)) throw new Error('Monaco starts its TypeScript worker in another way now.');
  return code.replace(start, '');
}

/** Drops imports that bring nothing but their side effects. */
export function dropBareImports(code: string): string {
  return code.replace(/^import '[^']*';$/gm, '');
}
